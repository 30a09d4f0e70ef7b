// One vote as a village lives through it: phones, paper, mandates, late ballots, new phones, and people who change.
import fc from 'fast-check'
import type { Hex8, Id, Opened } from '#entry/format.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import { read } from '#rulebook/judge.ts'
import type { BodyOf, Kind } from '#rulebook/kinds.ts'
import { mandateGiven, mandateWitnessed } from '#rulebook/mandate.ts'
import { ballotMet } from '#rulebook/met.ts'
import { ballotsPapered, ballotsWitnessed, pairSettled } from '#rulebook/paper.ts'
import { votePaused, voteResumed } from '#rulebook/pause.ts'
import {
  deviceAdded,
  deviceRevoked,
  peopleImported,
  roleEnded,
  roleGranted,
  rulebookAdopted,
  type Role,
} from '#rulebook/roster.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { ballotCast, voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import { phoneVouched } from '#rulebook/vouch.ts'
import { admission, DAY, HOUR, HOUSEHOLDS, PEOPLE, phoneOf, type Someone } from '#support/book.ts'
import { announcedBefore, picture } from '#support/texts.ts'
import { pick, relayAtWork, secondPhone, type History } from './history.ts'

const EVERYONE = Object.keys(PEOPLE) as Someone[]

const DEEDS = [
  ...['ballot', 'ballot', 'ballot', 'write-ballot', 'hand-in', 'hand-in', 'met'],
  ...['paper', 'paper', 'witness', 'witness', 'settle', 'settle-for'],
  ...['mandate', 'paper-mandate', 'witness-mandate', 'proxy', 'proxy'],
  ...['vouch', 'add', 'revoke', 'grant', 'end', 'represent', 'move', 'pause', 'resume', 'sign-time'],
] as const
type What = (typeof DEEDS)[number]

/** One thing that somebody tries in the time of a vote. */
export const step = fc.record({
  what: fc.constantFrom(...DEEDS),
  who: fc.constantFrom(...EVERYONE),
  whom: fc.constantFrom(...EVERYONE),
  second: fc.nat(3).map((n) => n === 0),
  a: fc.nat(1000),
  b: fc.nat(1000),
  hours: fc.nat(5),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** What is asked, and of whom. */
export const asked = fc.record({
  of: fc.constantFrom(
    ...(['va adult', 'va household', 'vra representative', 'pm partyVoting', 'ca member'] as const),
    ...(['ask adult', 'ask household'] as const),
  ),
  sort: fc.constantFrom(...(['approve', 'approve', 'single', 'multiple'] as const)),
  collect: fc.constantFrom(0, 72, 72),
})
type Asked = typeof asked extends fc.Arbitrary<infer A> ? A : never

export interface VoteHistory extends History {
  vote: Id
  /** What the relay took of each kind of deed, for who asks whether anything happened at all. */
  took: Map<What, number>
  end: number
}

const [ROLES, VOTE_DAYS]: [Role[], number] = [['villager-representative', 'party-member', 'supervisor'], 3]

/** Lets a vote happen at the relay's book, from the day before it is put until nothing more can come in. */
export async function voteHappens(question: Asked, steps: readonly Step[]): Promise<VoteHistory> {
  const relay = relayAtWork()
  const { attempt, write, clock } = relay
  const secretary = phoneOf('secretary')
  const must = (entry: Opened) => {
    if (!attempt(entry)) throw new Error(`the vote could not be put: kind ${entry.fields.kind}`)
    return entry.id
  }
  must(write(secretary, rulebookAdopted, { rulebook: 2 }))
  for (const who of ['villager', 'neighbour', 'migrant'] as const)
    for (const role of ['villager-representative', 'party-member'] as const)
      must(write(secretary, roleGranted, { person: PEOPLE[who], role, scope: [], until: 0 }))
  clock.now += 2 * DAY
  const putAt = clock.now
  const thread = must(write(secretary, threadOpened, { title: '路', text: '修不修' }))
  const vote = must(write(secretary, voteOpened, termsOf(question, clock.now), [thread]))

  const took: VoteHistory['took'] = new Map()
  /** Ballots that were written and not handed in yet: without coverage. */
  const unsent: Opened[] = []
  for (const one of steps) {
    clock.now += one.hours * HOUR
    const entry = entryOf(one, { ...relay, vote, unsent })
    if (entry && attempt(entry)) took.set(one.what, (took.get(one.what) ?? 0) + 1)
  }
  // Then everyone comes back to coverage.
  clock.now = Math.max(clock.now, putAt + VOTE_DAYS * DAY + 20 * HOUR)
  for (const entry of unsent) if (attempt(entry)) took.set('hand-in', (took.get('hand-in') ?? 0) + 1)
  clock.now += 30 * DAY
  return { ...(await relay.end()), vote, took, end: clock.now }
}

interface Scene extends ReturnType<typeof relayAtWork> {
  vote: Id
  unsent: Opened[]
}

const mandateIn = (entry: Opened) => read(entry)!.body as BodyOf<typeof mandateGiven>

function entryOf(d: Step, { write, of, opened, clock, vote, unsent }: Scene): Opened | undefined {
  const device = d.second ? secondPhone(d.who) : phoneOf(d.who)
  const say = <B>(kind: Kind<B>, body: B, refs: Id[] = [vote], onBehalfOf: Hex8 | null = null) =>
    write(device, kind, body, refs, { onBehalfOf })
  const ref = (kind: Kind) => pick(of(kind), d.a)
  const about = (kind: Kind, make: (id: Id) => Opened) => {
    const id = ref(kind)
    return id === undefined ? undefined : make(id)
  }
  const choices = d.b % 5 === 4 ? [0, 1] : [d.b % 3]
  switch (d.what) {
    case 'ballot':
      return say(ballotCast, { choices })
    case 'write-ballot': {
      unsent.push(say(ballotCast, { choices }))
      return undefined
    }
    case 'hand-in':
      return unsent.splice(d.a % Math.max(1, unsent.length), 1)[0]
    case 'met': {
      const ballot = pick(unsent, d.a)
      return ballot && say(ballotMet, { ballot: ballot.id })
    }
    case 'paper': {
      const people = EVERYONE.slice(d.a % EVERYONE.length).slice(0, 1 + (d.b % 3))
      const lines = people.map((who, n) => ({
        person: PEOPLE[who],
        choices: [(d.b + n) % 3],
        way: n % 2 ? ('hand' as const) : ('paper' as const),
      }))
      const officer = phoneOf(d.b % 5 ? 'committee' : d.who)
      return write(officer, ballotsPapered, { witness: PEOPLE.supervisor, lines }, [vote])
    }
    case 'witness':
      return about(ballotsPapered, (paper) =>
        write(phoneOf('supervisor'), ballotsWitnessed, { officer: PEOPLE.committee }, [vote, paper]),
      )
    case 'settle':
    case 'settle-for': {
      const held = pick([...of(ballotsPapered), ...of(ballotCast)], d.b)
      const paper = d.what === 'settle-for' ? ref(ballotsPapered) : undefined
      const slot = d.b % 3 ? PEOPLE[d.whom] : pick(HOUSEHOLDS, d.a)!
      const by = paper ? phoneOf(d.a % 2 ? 'committee' : 'supervisor') : device
      if (held === undefined) return undefined
      return write(by, pairSettled, { slot: paper ? slot : ownSlot(d) }, [
        vote,
        held,
        ...(paper ? [paper] : []),
      ])
    }
    case 'mandate':
      return say(mandateGiven, {
        giver: PEOPLE[d.who],
        proxy: PEOPLE[d.whom],
        witness: null,
        attachments: [],
      })
    case 'paper-mandate':
      return say(mandateGiven, {
        ...{ giver: PEOPLE[d.whom], proxy: PEOPLE[d.who], witness: PEOPLE.supervisor },
        attachments: [picture()],
      })
    case 'witness-mandate':
      return about(mandateGiven, (mandate) => {
        const { giver, proxy } = mandateIn(opened.get(mandate)!)
        return write(phoneOf('supervisor'), mandateWitnessed, { giver, proxy }, [vote, mandate])
      })
    case 'proxy':
      return about(mandateGiven, (mandate) => {
        const { giver, proxy } = mandateIn(opened.get(mandate)!)
        const from = EVERYONE.find((who) => PEOPLE[who] === proxy)!
        return write(phoneOf(from), ballotCast, { choices }, [vote, mandate], { onBehalfOf: giver })
      })
    case 'vouch':
      return write(
        phoneOf('supervisor'),
        phoneVouched,
        { device: secondPhone(d.whom), person: PEOPLE[d.whom] },
        [vote],
      )
    case 'add':
      return write(phoneOf('secretary'), deviceAdded, admission(d.whom, secondPhone(d.whom)))
    case 'revoke':
      return write(phoneOf('secretary'), deviceRevoked, {
        device: d.a % 3 ? secondPhone(d.whom) : phoneOf(d.whom),
        reason: '',
      })
    case 'grant':
      return write(phoneOf('secretary'), roleGranted, {
        ...{ person: PEOPLE[d.whom], role: pick(ROLES, d.a)!, scope: [] },
        until: d.b % 3 ? 0 : clock.now + d.b * HOUR,
      })
    case 'end':
      return write(phoneOf('secretary'), roleEnded, {
        ...{ person: PEOPLE[d.whom], role: pick([...ROLES, 'household-representative' as const], d.a)! },
        reason: '',
      })
    case 'represent':
      return write(phoneOf('secretary'), roleGranted, {
        ...{ person: PEOPLE[d.whom], role: 'household-representative' as const, until: 0 },
        scope: [pick(HOUSEHOLDS, EVERYONE.indexOf(d.whom))!],
      })
    case 'move': {
      const household = d.a % 9 ? pick(HOUSEHOLDS, d.b)! : null
      const line = {
        person: PEOPLE[d.whom],
        name: d.whom,
        household,
        voter: d.b % 4 !== 0,
        member: d.b % 3 !== 0,
      }
      return write(phoneOf('secretary'), peopleImported, { lines: [{ ...line, away: false }] })
    }
    case 'pause':
      return write(
        phoneOf('secretary'),
        votePaused,
        { since: clock.now - (d.b % 20) * HOUR, reason: '断网' },
        [vote],
      )
    case 'resume':
      return about(votePaused, (pause) =>
        write(phoneOf('secretary'), voteResumed, { reason: '通了' }, [vote, pause]),
      )
    case 'sign-time': {
      const said = pick([...of(votePaused), ...of(voteResumed)], d.b)
      return said === undefined ? undefined : write(phoneOf('supervisor'), entryCosigned, {}, [vote, said])
    }
  }
}

/** His own, or the household's that he may speak for. */
const ownSlot = (d: Step): Hex8 => (d.b % 2 ? PEOPLE[d.who] : pick(HOUSEHOLDS, EVERYONE.indexOf(d.who))!)

function termsOf({ of, sort, collect }: Asked, now: number): VoteTerms {
  const [quorum, basis] = of.split(' ') as [VoteTerms['quorum'], VoteTerms['basis']]
  return {
    ...{ opensAt: null, question: '如何?', sort, min: 1, max: sort === 'multiple' ? 2 : 1 },
    ...{ options: sort === 'approve' ? [] : ['一', '二', '三'], quorum, basis, group: null },
    ...{ closesAt: now + VOTE_DAYS * DAY, collectMs: collect * HOUR, hidden: true },
    ...{ announced: announcedBefore(now, quorum).announced, target: null, unit: null, times: null },
  }
}
