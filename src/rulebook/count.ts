import type { Hex8 } from '#entry/format.ts'
import { ANSWER, SIGN_UP } from './gathering.ts'
import { isKind, type Admission, type Place, type Placed } from './kinds.ts'
import { fulfils, needed, quorum, type Basis } from './quorum.ts'
import type { Roster } from './roster-index.ts'
import {
  APPROVE,
  ballotCast,
  choicesIn,
  entitled,
  represented,
  rollPlace,
  type BallotBody,
  type VoteTerms,
} from './vote.ts'

type Ballot = Placed<BallotBody>

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
  /** The alternative whose quorum is met and over which the decision is counted; null where none is met. */
  quorate: boolean
  /** The choice that carries; null where none does, or where only an opinion was asked. */
  carried: number | null
  /** Ballots that came within the collecting window. */
  late: number
  /** Who was present by 村民小组, in the order of their numbers; groups without anybody are left out. */
  groups: GroupPresent[]
}

/** Which of one slot's ballots counts: of one device the highest seq, of several the latest by the earlier clock. */
export function counting(ballots: Ballot[]): Ballot | undefined {
  const perDevice = new Map<Hex8, Ballot>()
  for (const ballot of ballots) {
    const other = perDevice.get(ballot.fields.device)
    if (!other || other.fields.seq < ballot.fields.seq) perDevice.set(ballot.fields.device, ballot)
  }
  const cast = (ballot: Ballot) => Math.min(ballot.fields.at, ballot.place.at)
  const later = (a: Ballot, b: Ballot) => (cast(a) !== cast(b) ? cast(a) > cast(b) : a.place.i > b.place.i)
  return [...perDevice.values()].reduce<Ballot | undefined>(
    (best, one) => (!best || later(one, best) ? one : best),
    undefined,
  )
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

/** Every ballot by whose it is: a person's, or where households cast, the household's that he represented. */
function slotsOf(
  { body }: Placed<VoteTerms>,
  ballots: readonly Placed[],
  roster: Roster,
  device: (id: Hex8) => Admission | undefined,
): Map<Hex8, Ballot[]> {
  const slots = new Map<Hex8, Ballot[]>()
  for (const ballot of ballots) {
    const person = isKind(ballot, ballotCast) ? device(ballot.fields.device)?.person : undefined
    const slot = person && body.basis === 'household' ? represented(roster, person, ballot.place) : person
    if (slot) slots.set(slot, [...(slots.get(slot) ?? []), ballot as Ballot])
  }
  return slots
}

/** The one ballot of each slot that counts. */
const lastOfEach = (...of: Parameters<typeof slotsOf>): Ballot[] =>
  [...slotsOf(...of).values()].map((own) => counting(own)!)

/** Why people voted as they did: of the ballots that count, those that say so, in the order of the book. */
export function reasonsIn(
  ...of: Parameters<typeof slotsOf>
): { by: Hex8; choices: number[]; reason: string }[] {
  const device = of[3]
  return lastOfEach(...of)
    .sort((a, b) => a.place.i - b.place.i)
    .flatMap(({ fields, body: { choices, reason } }) =>
      reason ? [{ by: device(fields.device)!.person, choices, reason }] : [],
    )
}

/** Who voted against in an approval, of the ballots that count. */
export function againstIn(...of: Parameters<typeof slotsOf>): Hex8[] {
  const [{ body }, , , device] = of
  if (body.sort !== 'approve') return []
  return lastOfEach(...of)
    .filter((ballot) => ballot.body.choices.includes(APPROVE.against))
    .map(({ fields }) => device(fields.device)!.person)
}

/** Who stands on a sign-up list, and with what. */
export interface Joined {
  by: Hex8
  amount: number
  /** What he adds, in a line. */
  note: string | null
}

/** Who has joined, by when he did: who alters his number keeps his line, who went out and came back has a new one. */
export function joinedIn(...of: Parameters<typeof slotsOf>): Joined[] {
  const [opening, , , device] = of
  if (opening.body.sort !== 'signup') return []
  return [...slotsOf(...of).values()]
    .map((own) => ({ last: counting(own)!, since: joinedAt(own) }))
    .filter(({ last }) => joins(last))
    .sort((a, b) => a.since - b.since)
    .map(({ last: { fields, body } }) => ({
      by: device(fields.device)!.person,
      amount: body.amount ?? 1,
      note: body.reason ?? null,
    }))
}

const joins = ({ body }: Ballot): boolean => body.choices[0] === SIGN_UP.join

/** The place from which one has been on the list without a break. */
function joinedAt(own: Ballot[]): number {
  const inOrder = [...own].sort((a, b) => a.place.i - b.place.i)
  const out = inOrder.map(joins).lastIndexOf(false)
  return (inOrder[out + 1] ?? inOrder[0]!).place.i
}

/** Adds a ballot to what each choice has. */
function tally({ sort }: VoteTerms, count: Pick<Count, 'choices' | 'ifNeedBe' | 'amount'>, ballot: Ballot) {
  const { choices, amount } = ballot.body
  if (sort === 'signup' && joins(ballot)) count.amount += amount ?? 1
  if (sort !== 'times') for (const choice of choices) count.choices[choice]! += 1
  else
    for (const [n, answer] of choices.entries()) {
      if (answer === ANSWER.yes) count.choices[n]! += 1
      if (answer === ANSWER.ifNeedBe) count.ifNeedBe[n]! += 1
    }
}

/**
 * Counts a vote from its opening and the ballots that stand in its volume. `device` knows whose each device is.
 */
export function countVote(
  opening: Placed<VoteTerms>,
  ballots: readonly Placed[],
  roster: Roster,
  device: (id: Hex8) => Admission | undefined,
): Count {
  const terms = opening.body
  const roll = rollPlace(opening)
  const byHousehold = terms.basis === 'household'
  const slots = slotsOf(opening, ballots, roster, device)
  const nought = () => Array.from({ length: choicesIn(terms) }, () => 0)
  const counted = { choices: nought(), ifNeedBe: terms.sort === 'times' ? nought() : [], amount: 0 }
  const households = new Set<Hex8>()
  const groups = new Map<number, GroupPresent>()
  const inGroup = (home: Hex8 | null | undefined) => {
    const group = home ? roster.household(home, roll)?.group : undefined
    if (group === undefined) return undefined
    const known = groups.get(group) ?? { group, present: 0, households: 0 }
    groups.set(group, known)
    return known
  }
  let late = 0
  for (const [slot, own] of slots) {
    const ballot = counting(own)!
    tally(terms, counted, ballot)
    if (ballot.place.at > terms.closesAt) late += 1
    const household = byHousehold ? slot : represented(roster, slot, ballot.place)
    if (household) households.add(household)
    const home = inGroup(byHousehold ? slot : roster.person(slot, roll)?.household)
    if (home) home.present += 1
  }
  for (const household of households) {
    const home = inGroup(household)
    if (home) home.households += 1
  }
  return {
    ...decide(terms, roster, roll, counted.choices, slots.size, households.size),
    ...counted,
    late,
    groups: [...groups.values()].sort((a, b) => a.group - b.group),
  }
}

type Decision = Pick<Count, 'present' | 'eligible' | 'alternatives' | 'quorate' | 'carried'>

function decide(
  terms: VoteTerms,
  roster: Roster,
  roll: Place,
  choices: number[],
  present: number,
  households: number,
): Decision {
  const alternatives = quorumBoard(terms, roster, roll, present, households)
  const total = eligible(roster, terms.basis, terms.group, roll)
  const quorate = alternatives.length === 0 || alternatives.some((one) => one.missing === 0)
  return {
    present,
    eligible: total,
    alternatives,
    quorate,
    carried: carries(terms, choices, present, total, quorate),
  }
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
  return quorum(terms.quorum).anyOf.map((one) => {
    const there = one.basis === 'household' ? households : present
    const all = eligible(roster, one.basis, terms.group, roll)
    const least = needed(one, all)
    return {
      basis: one.basis,
      present: there,
      eligible: all,
      needed: least,
      missing: Math.max(0, least - there),
    }
  })
}

function carries(
  terms: VoteTerms,
  choices: number[],
  present: number,
  total: number,
  quorate: boolean,
): number | null {
  const { pass } = quorum(terms.quorum)
  if (!pass || !quorate || terms.sort === 'multiple') return null
  const base = pass.base === 'present' ? present : total
  // Abstentions are present, not in favour; an approval can only be carried in favour.
  const standing = terms.sort === 'approve' ? [APPROVE.favour] : choices.map((_, choice) => choice)
  const carried = standing.filter((choice) => base > 0 && fulfils(pass, choices[choice]!, base))
  return carried.length === 1 ? carried[0]! : null
}
