import type { Hex8 } from '#entry/format.ts'
import { isLate, joins, openBox, withoutLate, type BallotBox, type Cast } from './ballot-box.ts'
import { ANSWER } from './gathering.ts'
import type { Place } from './kinds.ts'
import { fulfils, needed, quorum, waysToQuorum, type Basis } from './quorum.ts'
import type { Roster } from './roster-index.ts'
import {
  APPROVE,
  choicesIn,
  entitled,
  NEWER_VOTES_SINCE,
  represented,
  rollPlace,
  type VoteTerms,
} from './vote.ts'

/** How far one way to be quorate is. */
export interface Alternative {
  basis: Basis
  present: number
  eligible: number
  /** How many must be present, and how many of them are still missing. */
  needed: number
  missing: number
}

/** How many of one 村民小组 were present: persons, or households where those cast, and households either way. */
export interface GroupPresent {
  group: number
  present: number
  households: number
}

/** What households' representatives cast. */
export interface ByHousehold {
  choices: number[]
  present: number
  eligible: number
}

/** 计票: what a vote amounts to, in whole numbers; every phone and the relay get the same. */
export interface Count {
  /** Ballots for each choice, in the order of the vote's options (赞成, 反对, 弃权 for an approval); what suits each time. */
  choices: number[]
  /** For each time, how many could come if need be; empty where none is sought. */
  ifNeedBe: number[]
  /** What is signed up for, in units or in those who joined; 0 where it is no such list. */
  amount: number
  present: number
  eligible: number
  alternatives: Alternative[]
  /** Whether one of the alternatives is met. */
  quorate: boolean
  /**
   * Where people cast and only households are enough of: what their representatives cast, over which the decision is
   * counted then, of how many households; null everywhere else.
   */
  byHousehold: ByHousehold | null
  /** The choice that carries; null where none does, or where only an opinion was asked. */
  carried: number | null
  /** Ballots that came within the collecting window. */
  late: number
  /** Without them something else would have come of it. */
  lateDecides: boolean
  /** How many of the ballots that count came which way. */
  ways: Record<Cast['way'], number>
  /** Whose two ballots differ, and nobody has said which holds: present, and in no column. */
  unsettled: number
  /** Something else may come of it when they do: until then nothing can be published. */
  unsettledDecides: boolean
  /** Who cast only from new phones for which nobody vouched: not present, in no column. */
  unvouched: number
  /** Households whose representative was present. */
  households: number
  /** Who was present by 村民小组, in the order of their numbers; groups without anybody are left out. */
  groups: GroupPresent[]
}

/** Everyone on the roll of a basis: persons, or households. */
export function eligible(roster: Roster, basis: Basis, group: number | null, place: Place): number {
  if (basis === 'household')
    return roster.allHouseholds(place).filter((h) => group === null || h.group === group).length
  return roster.villagers(place).filter((p) => entitled(roster, p.person, basis, group, place)).length
}

/** The roll of a basis by 村民小组: how many of each are on it, read in one go. */
export function eligibleByGroup(
  roster: Roster,
  basis: Basis,
  group: number | null,
  place: Place,
): Map<number, number> {
  const counted = new Map<number, number>()
  const add = (home: number | undefined) =>
    home !== undefined && counted.set(home, (counted.get(home) ?? 0) + 1)
  if (basis === 'household') {
    for (const home of roster.allHouseholds(place))
      if (group === null || home.group === group) add(home.group)
    return counted
  }
  for (const { person, household } of roster.villagers(place))
    if (household && entitled(roster, person, basis, group, place))
      add(roster.household(household, place)?.group)
  return counted
}

/** Adds a ballot to what each choice has. */
function tally({ sort }: VoteTerms, count: Pick<Count, 'choices' | 'ifNeedBe' | 'amount'>, cast: Cast) {
  const { choices, amount } = cast.body
  if (sort === 'signup' && joins(cast)) count.amount += amount ?? 1
  if (sort !== 'times') for (const choice of choices) count.choices[choice]! += 1
  else
    for (const [n, answer] of choices.entries()) {
      if (answer === ANSWER.yes) count.choices[n]! += 1
      if (answer === ANSWER.ifNeedBe) count.ifNeedBe[n]! += 1
    }
}

/**
 * Counts a vote from its opening and what stands in its volume. `device` knows whose each device is.
 */
export const countVote = (...of: Parameters<typeof openBox>): Count => countBox(openBox(...of))

/** The same of a box that is open. */
export function countBox(box: BallotBox): Count {
  const count = countAll(box)
  if (count.late === 0) return { ...count, lateDecides: false }
  const { carried, quorate } = countAll(withoutLate(box))
  return { ...count, lateDecides: carried !== count.carried || quorate !== count.quorate }
}

function countAll({ opening, slots, unvouched, roster }: BallotBox): Omit<Count, 'lateDecides'> {
  const terms = opening.body
  const roll = rollPlace(opening)
  const byHousehold = terms.basis === 'household'
  const nought = () => Array.from({ length: choicesIn(terms) }, () => 0)
  const counted = { choices: nought(), ifNeedBe: terms.sort === 'times' ? nought() : [], amount: 0 }
  const ofHouseholds = { choices: nought(), ifNeedBe: [], amount: 0 }
  const households = new Set<Hex8>()
  const groups = new Map<number, GroupPresent>()
  const inGroup = (home: Hex8 | null | undefined) => {
    const group = home ? roster.household(home, roll)?.group : undefined
    if (group === undefined) return undefined
    const known = groups.get(group) ?? { group, present: 0, households: 0 }
    groups.set(group, known)
    return known
  }
  const ways = { phone: 0, proxy: 0, paper: 0, hand: 0 }
  const between: number[][] = []
  const betweenHouseholds: number[][] = []
  let late = 0
  for (const [slot, { cast, between: two }] of slots) {
    const household = byHousehold ? slot : represented(roster, slot, (cast ?? two[0]!).place)
    // A household is there once, whoever came to represent it.
    const isFirst = household !== undefined && !households.has(household)
    if (household) households.add(household)
    if (cast) {
      tally(terms, counted, cast)
      if (isFirst) tally(terms, ofHouseholds, cast)
      ways[cast.way] += 1
      if (isLate(terms, cast)) late += 1
    } else {
      const open = [...new Set(two.flatMap(({ body }) => body.choices))]
      between.push(open)
      if (isFirst) betweenHouseholds.push(open)
    }
    const home = inGroup(byHousehold ? slot : roster.person(slot, roll)?.household)
    if (home) home.present += 1
  }
  for (const household of households) {
    const home = inGroup(household)
    if (home) home.households += 1
  }
  const alternatives = quorumBoard(terms, roster, roll, slots.size, households.size)
  const isMet = alternatives.filter(({ missing }) => missing === 0).map(({ basis }) => basis)
  const total = eligible(roster, terms.basis, terms.group, roll)
  const all: Deciding = { choices: counted.choices, present: slots.size, eligible: total, between }
  const byHouseholds: Deciding = {
    choices: ofHouseholds.choices,
    present: households.size,
    eligible: eligible(roster, 'household', terms.group, roll),
    between: betweenHouseholds,
  }
  const isByHousehold =
    isMet.length > 0 && !isMet.includes(terms.basis) && roster.version(roll) >= NEWER_VOTES_SINCE
  const deciding = isByHousehold ? byHouseholds : all
  const quorate = alternatives.length === 0 || isMet.length > 0
  const { choices, present } = byHouseholds
  return {
    ...counted,
    present: slots.size,
    eligible: total,
    alternatives,
    quorate,
    byHousehold: isByHousehold ? { choices, present, eligible: byHouseholds.eligible } : null,
    carried: carries(terms, deciding, quorate),
    late,
    ways,
    unsettled: between.length,
    unsettledDecides: couldDecide(terms, deciding, quorate),
    unvouched: unvouched.length,
    households: households.size,
    groups: [...groups.values()].sort((a, b) => a.group - b.group),
  }
}

/** Over whom a decision is counted. */
interface Deciding extends ByHousehold {
  /** The choices of those of whose ballots nobody has said which holds. */
  between: number[][]
}

/**
 * "还差 N": each way to be quorate with what is missing, from how many persons (or households, where those cast)
 * and how many households are present.
 */
export function quorumBoard(
  terms: VoteTerms,
  roster: Roster,
  roll: Place,
  present: number,
  households: number,
): Alternative[] {
  return waysToQuorum(terms).map((one) => {
    const there = one.basis === 'household' ? households : present
    const all = eligible(roster, one.basis, terms.group, roll)
    // Nobody is no meeting, also where nobody could come.
    const least = Math.max(1, needed(one, all))
    return {
      basis: one.basis,
      present: there,
      eligible: all,
      needed: least,
      missing: Math.max(0, least - there),
    }
  })
}

/** Whether ballots between which nobody has decided could change what comes of a vote. */
function couldDecide(
  terms: VoteTerms,
  { choices, present, eligible: total, between }: Deciding,
  quorate: boolean,
): boolean {
  const most = choices.map((votes, choice) => votes + between.filter((one) => one.includes(choice)).length)
  const { pass } = quorum(terms.quorum)
  if (!pass || terms.sort === 'multiple') {
    // An opinion: who leads. Of several that may be chosen none is carried, but each has its number.
    const top = Math.max(...choices)
    const leads = choices.filter((votes) => votes === top).length
    return most.some((votes, n) => votes > choices[n]! && (choices[n]! < top ? votes >= top : leads > 1))
  }
  if (!quorate) return false
  const base = pass.base === 'present' ? present : total
  return mayCarry(terms, choices).some(
    (choice) => !fulfils(pass, choices[choice]!, base) && fulfils(pass, most[choice]!, base),
  )
}

/** Abstentions are present, not in favour; an approval can only be carried in favour. */
const mayCarry = ({ sort }: VoteTerms, choices: number[]): number[] =>
  sort === 'approve' ? [APPROVE.favour] : choices.map((_, choice) => choice)

function carries(
  terms: VoteTerms,
  { choices, present, eligible: total }: Deciding,
  quorate: boolean,
): number | null {
  const { pass } = quorum(terms.quorum)
  if (!pass || !quorate || terms.sort === 'multiple') return null
  const base = pass.base === 'present' ? present : total
  const carried = mayCarry(terms, choices).filter(
    (choice) => base > 0 && fulfils(pass, choices[choice]!, base),
  )
  return carried.length === 1 ? carried[0]! : null
}
