import fc from 'fast-check'
import type { Fields, Hex8, Id, Opened } from '#entry/format.ts'
import type { Kind } from '#rulebook/kinds.ts'
import { noticeCorrected, noticePublished } from '#rulebook/notice.ts'
import {
  deviceAdded,
  deviceRevoked,
  peopleImported,
  roleEnded,
  roleGranted,
  ROLES,
  rulebookAdopted,
} from '#rulebook/roster.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { BALLOT_SORTS, ballotCast, voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import { mandateGiven } from '#rulebook/mandate.ts'
import { minutesObjected, minutesSigned } from '#rulebook/minutes.ts'
import { votePaused, voteResumed } from '#rulebook/pause.ts'
import { phoneVouched } from '#rulebook/vouch.ts'
import { BASES, QUORUM_IDS } from '#rulebook/quorum.ts'
import { openBook, type Book } from '#server/book.ts'
import type { StoredPlace } from '#server/log.ts'
import { announcedBefore } from '#support/texts.ts'
import { createMemoryLog } from '#server/memory-log.ts'
import {
  admission,
  DAY,
  founding,
  hex32,
  hex8,
  HOUR,
  HOUSEHOLDS,
  opened,
  PEOPLE,
  phoneOf,
  START,
  VILLAGE,
  type Someone,
} from '#support/book.ts'
import { settle } from './settled.ts'

const EVERYONE = Object.keys(PEOPLE) as Someone[]
const KINDS = [
  'notice',
  'correct',
  'thread',
  'comment',
  'reply',
  'vote',
  'ballot',
  'ballot',
  'vouch',
  'mandate',
  'proxy',
  'pause',
  'resume',
  'cosign',
  'minutes',
  'object',
  'grant',
  'sign-office',
  'end',
  'revoke',
  'add',
  'move',
] as const

/** One thing that somebody tries; numbers are turned into people, subjects and terms of the village as it is. */
export const deed = fc.record({
  kind: fc.constantFrom(...KINDS),
  who: fc.constantFrom(...EVERYONE),
  whom: fc.constantFrom(...EVERYONE),
  /** Mostly the person's first phone; a second one that may not be admitted. */
  second: fc.nat(9).map((n) => n === 0),
  target: fc.nat(1000),
  a: fc.nat(1000),
  b: fc.nat(1000),
  hours: fc.nat(60),
  skew: fc.constantFrom(0, 0, 0, -400 * DAY, 400 * DAY, -DAY),
})
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never

export interface History {
  book: Book
  founding: Opened
  opened: Map<Id, Opened>
  lines: readonly StoredPlace[]
  refused: { entry: Opened; at: number; after: number }[]
}

export const pick = <T>(from: readonly T[], n: number): T | undefined => from[n % Math.max(1, from.length)]
export const secondPhone = (who: Someone): Hex8 => hex8(parseInt(PEOPLE[who], 16) + 0x300)

/** A relay's book in a settled village: what its rulebook allows stands, the rest is refused. */
export function relayAtWork() {
  const book = openBook(createMemoryLog(), VILLAGE, 7)
  const all = new Map<Id, Opened>()
  const refused: History['refused'] = []
  const clock = { now: START }
  let seq = 0
  const attempt = (entry: Opened): boolean => {
    const { verdict, standing } = book.judge(entry, clock.now)
    if (verdict.is === 'allowed') {
      book.enter(standing!, clock.now)
      all.set(entry.id, entry)
      return true
    }
    refused.push({ entry, at: clock.now, after: book.last().i })
    return false
  }
  const write = <B>(device: Hex8, kind: Kind<B>, body: B, refs: Id[] = [], given: Partial<Fields> = {}) =>
    opened(kind, body, { device, refs, at: clock.now, seq: ++seq, ...given })
  const first = founding()
  settle(attempt, write, first)
  return {
    ...{ book, clock, attempt, write, opened: all },
    of: (kind: Kind) => [...all.values()].filter((e) => e.fields.kind === kind.number).map((e) => e.id),
    end: async (): Promise<History> => {
      return { book, founding: first, opened: all, lines: (await book.takeBatch()).places, refused }
    },
  }
}

/** Lets a history happen at the relay's book. */
export async function happen(deeds: readonly Deed[]): Promise<History> {
  const { book, clock, attempt, write, of, end } = relayAtWork()
  // Half of all histories happen under the newer version of the rulebook.
  if (deeds.length % 2) attempt(write(phoneOf('secretary'), rulebookAdopted, { rulebook: 2 }))
  for (const d of deeds) {
    clock.now += d.hours * HOUR
    const device = d.second ? secondPhone(d.who) : phoneOf(d.who)
    const at = clock.now + d.skew
    const pen: Pen = (kind, body, refs = [], onBehalfOf = null) =>
      write(device, kind, body, refs, { at, onBehalfOf })
    attempt(entryOf(d, pen, of, { now: clock.now, last: book.last().i }))
  }
  return end()
}

type Pen = <B>(kind: Kind<B>, body: B, refs?: Id[], onBehalfOf?: Hex8 | null) => Opened

function entryOf(
  d: Deed,
  write: Pen,
  of: (kind: Kind) => Id[],
  { now, last }: { now: number; last: number },
): Opened {
  const ref = (kind: Kind, next = 0) => pick(of(kind), d.target + next) ?? hex32(900_000 + d.target)
  const household = pick(HOUSEHOLDS, d.b)!
  const notice = {
    sort: d.a % 2 ? 'affairs' : 'notice',
    title: '事',
    text: '文',
    showUntil: now + (d.a % 30) * DAY,
    pinned: false,
    households: d.b % 2 ? [household] : [],
  } as const
  switch (d.kind) {
    case 'notice':
      return write(noticePublished, notice)
    case 'correct':
      return write(noticeCorrected, { ...notice, reason: '有误' }, [ref(noticePublished)])
    case 'thread':
      return write(threadOpened, { title: '路', text: '修不修' })
    case 'comment':
      return write(commentPosted, { text: '话' }, [ref(d.a % 9 ? threadOpened : noticePublished)])
    case 'reply':
      return write(commentPosted, { text: '答' }, [ref(threadOpened), ref(commentPosted)])
    case 'vote':
      return write(voteOpened, termsOf(d, now), [ref(threadOpened)])
    case 'ballot':
      return write(ballotCast, { choices: choicesOf(d), amount: d.b % 4 ? null : (d.b % 9) + 1 }, [
        ref(d.a % 20 ? voteOpened : threadOpened),
      ])
    case 'vouch':
      return write(
        phoneVouched,
        {
          device: d.a % 2 ? phoneOf(d.whom) : secondPhone(d.whom),
          person: PEOPLE[d.b % 9 ? d.whom : d.who],
        },
        [ref(d.a % 20 ? voteOpened : threadOpened)],
      )
    case 'mandate':
      return write(
        mandateGiven,
        { giver: PEOPLE[d.who], proxy: PEOPLE[d.whom], witness: null, attachments: [] },
        [ref(voteOpened)],
      )
    case 'proxy':
      return write(
        ballotCast,
        { choices: choicesOf(d) },
        [ref(voteOpened), ref(mandateGiven)],
        PEOPLE[d.whom],
      )
    case 'pause':
      return write(votePaused, { since: now - d.b * HOUR, reason: '断网' }, [ref(voteOpened)])
    case 'resume':
      return write(voteResumed, { reason: '通了' }, [ref(voteOpened), ref(votePaused)])
    case 'cosign':
      return d.b % 2
        ? write(entryCosigned, {}, [ref(threadOpened), ref(minutesSigned)])
        : write(entryCosigned, {}, [ref(voteOpened), ref(d.a % 2 ? votePaused : voteResumed)])
    case 'minutes': {
      // Mostly of all that there is, sometimes of more; what they mark may be of another debate, twice there, or no word.
      const marked = Array.from({ length: d.b % 4 }, (_, n) => ref(d.a % 9 ? commentPosted : threadOpened, n))
      const upTo = d.a % 7 ? last : last + 5
      return write(minutesSigned, { upTo, summary: '议定' }, [ref(threadOpened), ...marked])
    }
    case 'object':
      return write(minutesObjected, { text: '没有这样说' }, [ref(threadOpened), ref(minutesSigned)])
    case 'grant': {
      const role = pick(ROLES, d.a)!
      const scope = role === 'household-representative' || role === 'grid-worker' ? [household] : []
      return write(roleGranted, {
        person: PEOPLE[d.whom],
        role,
        scope,
        until: d.b % 3 ? 0 : now + d.b * HOUR,
      })
    }
    case 'sign-office': {
      // Mostly the last one given, by whoever; at times under another subject.
      const office = of(roleGranted).at(-1 - (d.a % 3)) ?? ref(roleGranted)
      return write(entryCosigned, {}, [d.b % 9 ? office : ref(threadOpened), office])
    }
    case 'end':
      return write(roleEnded, { person: PEOPLE[d.whom], role: pick(ROLES, d.a)!, reason: '' })
    case 'revoke':
      return write(deviceRevoked, { device: d.a % 2 ? phoneOf(d.whom) : secondPhone(d.whom), reason: '' })
    case 'add':
      return write(deviceAdded, admission(d.whom, secondPhone(d.whom)))
    case 'move': {
      const line = {
        person: PEOPLE[d.whom],
        name: d.whom,
        household: d.a % 9 ? household : null,
        voter: d.b % 4 !== 0,
        member: true,
        away: false,
      }
      return write(peopleImported, { lines: [line] })
    }
  }
}

/** One, two that may be the same, or an answer for each of three times. */
const choicesOf = (d: Deed): number[] =>
  pick([[d.b % 3], [d.b % 2], [d.a % 4, d.b % 4], [d.a % 3, d.b % 3, d.target % 4]], d.hours)!

function termsOf(d: Deed, now: number): VoteTerms {
  const sort = pick(BALLOT_SORTS, d.a)!
  const gathers = sort === 'signup' || sort === 'times'
  const hidden = d.b % 3 !== 0 && sort !== 'signup'
  const closesAt = now + ((d.a % 5) + 1) * 12 * HOUR
  const rule = gathers ? 'ask' : d.b % 2 ? 'va' : pick(QUORUM_IDS, d.target)!
  return {
    opensAt: d.target % 3 ? null : now + (d.b % 20) * 4 * HOUR,
    question: '如何?',
    sort,
    options: sort === 'single' || sort === 'multiple' ? ['一', '二', '三'] : [],
    min: 1,
    max: sort === 'multiple' ? 2 : 1,
    quorum: rule,
    basis: d.b % 2 ? 'adult' : pick(BASES, d.a)!,
    group: d.target % 5 ? null : 1,
    closesAt,
    collectMs: hidden ? (d.b % 4) * 12 * HOUR : 0,
    hidden,
    // Mostly announced in time; at times a day too late, or not at all.
    announced: d.b % 8 === 1 ? null : announcedBefore(now + (d.a % 7 ? 0 : DAY), rule).announced,
    target: sort === 'signup' ? (d.b % 30) + 1 : null,
    unit: sort === 'signup' && d.target % 2 ? '个工' : null,
    times: sort === 'times' ? [1, 2, 3].map((n) => closesAt + n * (d.b % 3) * HOUR) : null,
  }
}
