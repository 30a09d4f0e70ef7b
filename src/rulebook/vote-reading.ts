import type { Hex8 } from '#entry/format.ts'
import { eligible, eligibleByGroup, quorumBoard, type Alternative, type Count } from './count.ts'
import { bestTimes } from './gathering.ts'
import type { Place } from './kinds.ts'
import { quorum, QUORUM_IDS, waysToQuorum, type Basis, type QuorumId } from './quorum.ts'
import type { Roster } from './roster-index.ts'
import type { Shown } from './shown.ts'
import { countedFrom, entitled, hasOpened, represented, type VoteTerms } from './vote.ts'

type Opening = Shown<VoteTerms>

/**
 * planned: it opens later; open: ballots are cast; collecting: closed, ballots cast in time still arrive; closed: nothing more can come;
 * unsure: this phone does not know the village's time, so it says neither. `notBefore`: a time that has certainly
 * passed; what it closed is closed, though nobody tells the time now.
 */
export type Phase = 'planned' | 'open' | 'collecting' | 'closed' | 'unsure'

export function phaseOf(terms: VoteTerms, time: number | undefined, notBefore = 0): Phase {
  const now = time ?? (notBefore > terms.closesAt ? notBefore : undefined)
  if (now === undefined) return 'unsure'
  if (!hasOpened(terms, now)) return 'planned'
  if (now <= terms.closesAt) return 'open'
  return now <= countedFrom(terms) ? 'collecting' : 'closed'
}

/** Where the roll was frozen; undefined while the opening has no number: nobody can be on the roll yet. */
export const rollOf = ({ standing }: Opening): Place | undefined =>
  standing.is === 'receipted' ? { i: standing.i, at: standing.at } : undefined

/** Whether a person may cast a ballot now, and why not. */
export type Right =
  | { is: 'may'; household: Hex8 | null }
  | {
      is: 'may-not'
      because: 'not-open' | 'not-yet' | 'closed' | 'not-on-roll' | 'not-representing'
      household: Hex8 | null
    }

/**
 * V3, V10 and the first half of V4 as the screen asks them before anything is written. `now` undefined does not bar:
 * the relay judges by its own clock, and who is without coverage must be able to cast.
 */
export function rightTo(
  opening: Opening,
  person: Hex8,
  roster: Roster,
  place: Place,
  now: number | undefined,
  notBefore = 0,
): Right {
  const roll = rollOf(opening)
  const { basis, group } = opening.body
  const no = (because: (Right & { is: 'may-not' })['because'], household: Hex8 | null = null): Right => ({
    is: 'may-not',
    because,
    household,
  })
  if (!roll) return no('not-open')
  const phase = phaseOf(opening.body, now, notBefore)
  if (phase === 'collecting' || phase === 'closed') return no('closed')
  if (!entitled(roster, person, basis, group, roll)) return no('not-on-roll')
  if (phase === 'planned') return no('not-yet')
  if (basis !== 'household') return { is: 'may', household: null }
  const household = represented(roster, person, place)
  if (household) return { is: 'may', household }
  return no('not-representing', roster.person(person, place)?.household ?? null)
}

/** One 村民小组 on the board: who of it has taken part, of how many, by what is counted. */
export interface GroupTurnout {
  group: number
  /** Present and on the roll, for each basis of the board; a number that nobody has told is left out. */
  ways: { basis: Basis; present: number; eligible: number }[]
}

/** How many have cast so far, and what each way to be quorate still lacks. */
export interface Presence {
  present: number
  eligible: number
  /** Side by side; empty where the rule asks for no quorum. */
  alternatives: Alternative[]
  /** By 村民小组, in the order of their numbers; empty where nobody has said a number, or there is but one group. */
  groups: GroupTurnout[]
  /** Whether anybody has said a number yet; otherwise `present` is nought for want of news. */
  heard: boolean
  /** When the relay said so (ms); undefined where this phone counted itself. */
  reportedAt: number | undefined
}

interface Reported {
  at: number
  present: number
  households: number
  groups: { group: number; present: number; households: number | null }[]
}

/** From this phone's own count where it has the ballots, otherwise from the relay's TURNOUT. */
export function presenceOf(
  opening: Opening,
  roster: Roster,
  count: Count | undefined,
  turnout: Reported | undefined,
): Presence | undefined {
  const roll = rollOf(opening)
  if (!roll) return undefined
  if (count) {
    const { present, eligible, alternatives } = count
    const groups = groupsOf(opening.body, roster, roll, count.groups)
    return { present, eligible, alternatives, groups, heard: true, reportedAt: undefined }
  }
  const terms = opening.body
  const present = turnout?.present ?? 0
  const all = eligible(roster, terms.basis, terms.group, roll)
  return {
    present,
    eligible: all,
    alternatives: quorumBoard(terms, roster, roll, present, turnout?.households ?? 0),
    groups: turnout ? groupsOf(terms, roster, roll, turnout.groups) : [],
    heard: turnout !== undefined,
    reportedAt: turnout?.at,
  }
}

/** Every group of the roll with who of it is there; by persons, and by households where the law counts these too. */
export function groupsOf(
  terms: VoteTerms,
  roster: Roster,
  roll: Place,
  there: Reported['groups'],
): GroupTurnout[] {
  const alternatives = waysToQuorum(terms).map(({ basis }) => basis)
  const bases = [...new Set([terms.basis, ...alternatives])]
  const onRoll = bases.map((basis) => eligibleByGroup(roster, basis, terms.group, roll))
  const numbers = [...new Set(onRoll.flatMap((one) => [...one.keys()]))].sort((a, b) => a - b)
  if (numbers.length < 2) return []
  return numbers.map((group) => {
    const own = there.find((one) => one.group === group)
    const presentBy = (basis: Basis) =>
      basis === terms.basis ? (own?.present ?? 0) : own ? own.households : 0
    const ways = bases.flatMap((basis, n) => {
      const present = presentBy(basis)
      return present === null ? [] : [{ basis, present, eligible: onRoll[n]!.get(group) ?? 0 }]
    })
    return { group, ways }
  })
}

/** What a closed vote came to. */
export type Outcome =
  /** An opinion (协商): the choices with the most ballots, to be taken to a meeting; or the times that suit best. */
  | { is: 'opinion'; leading: number[] }
  | { is: 'not-quorate' }
  | { is: 'carried'; choice: number }
  | { is: 'not-carried' }

export function outcomeOf(terms: VoteTerms, count: Count): Outcome {
  if (terms.sort === 'times') return { is: 'opinion', leading: bestTimes(count) }
  if (quorum(terms.quorum).pass === null) {
    const most = Math.max(...count.choices)
    return {
      is: 'opinion',
      leading: most > 0 ? count.choices.flatMap((n, choice) => (n === most ? [choice] : [])) : [],
    }
  }
  if (!count.quorate) return { is: 'not-quorate' }
  return count.carried === null ? { is: 'not-carried' } : { is: 'carried', choice: count.carried }
}

/** The rules that a vote can be opened under, 协商 first: it is what an online vote is unless the law allows more. */
export const openable: readonly QuorumId[] = ['ask', ...QUORUM_IDS.filter((id) => id !== 'ask')]
