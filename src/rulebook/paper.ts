import type { Hex8 } from '#entry/format.ts'
import { gathers } from './gathering.ts'
import { kind, type BodyOf, type Place, type Placed } from './kinds.ts'
import type { Roster } from './roster-index.ts'
import { hex8, list, oneOf, row, whole } from './shape.ts'
import { countedFrom, represented, rollPlace, type VoteTerms } from './vote.ts'

/** How a vote came that was not cast on a phone: 纸票, 举手. */
export const PAPER_WAYS = ['paper', 'hand'] as const
export type PaperWay = (typeof PAPER_WAYS)[number]
/** So many lines fit into one entry. */
export const PAPER_LINES_MAX = 100
/** So long after the window's end it may still be said which of two ballots holds. */
export const SETTLE_WITHIN_MS = 7 * 24 * 3600 * 1000

/**
 * What was cast in the room, as an officer enters it; refs: the vote. It counts once the witness, whom it names, has
 * signed as well. Why people voted so is not taken down.
 */
export const ballotsPapered = kind(49, 'ballots.papered', {
  witness: hex8,
  lines: list(
    row({ person: hex8, choices: list(whole(0, 11), 1, 12), way: oneOf(PAPER_WAYS) }),
    1,
    PAPER_LINES_MAX,
  ),
})
export type PaperBody = BodyOf<typeof ballotsPapered>
export type PaperLine = PaperBody['lines'][number]

/** The witness was there and stands behind these lines; refs: the vote, what was entered. */
export const ballotsWitnessed = kind(51, 'ballots.witnessed', {
  /** Who entered them, so that he hears of it. */
  officer: hex8,
})

/**
 * Which of two ballots holds; refs: the vote, the one that holds, and where an officer or a witness says so, the paper
 * that he stands for.
 */
export const pairSettled = kind(52, 'pair.settled', {
  /** Whose ballots they are: a person, or where households cast, a household. */
  slot: hex8,
})

/** B1; the screens ask it as well. */
export const mayEnterPaper = (roster: Roster, person: Hex8, place: Place): boolean =>
  roster.holds(person, place, 'secretary', 'committee')

/** A witness is none of those who may enter. */
export const mayWitness = (roster: Roster, person: Hex8, place: Place): boolean =>
  roster.holds(person, place, 'supervisor', 'villager-representative') &&
  !mayEnterPaper(roster, person, place)

/** B1, B3, D3, D4: who might witness when the vote was opened already: whoever enters roles could make one since. */
export const mayWitnessIn = (vote: Placed, roster: Roster, person: Hex8, place: Place): boolean =>
  mayWitness(roster, person, place) && mayWitness(roster, person, rollPlace(vote))

/** What gathers and decides nothing takes no paper: whoever has no phone is asked by a neighbour. */
export const takesPaper = ({ sort }: VoteTerms): boolean => !gathers(sort)

/** Until when (ms, village time) it may be said which of two ballots holds. */
export const settledUntil = (terms: VoteTerms): number => countedFrom(terms) + SETTLE_WITHIN_MS

/** What a person's ballot fills: his own slot, or where households cast, that of the household he represents then. */
export const slotOf = ({ basis }: VoteTerms, roster: Roster, person: Hex8, place: Place): Hex8 | undefined =>
  basis === 'household' ? represented(roster, person, place) : person
