// The bodies of the law, in any size, among people who are not of them.
import { expect } from 'vitest'
import type { Count } from '#rulebook/count.ts'
import type { Basis, QuorumId } from '#rulebook/quorum.ts'
import { assembly, type Home, type Resident, type Somebody } from './assembly.ts'

export const times = <T>(n: number, one: T): T[] => Array.from({ length: n }, () => one)

/** A body of exactly `n`, among others who are not of it, and the vote that asks it. */
export interface Body {
  quorum: QuorumId
  basis: Basis
  group: number | null
  /** Which way to be quorate is looked at. */
  way: Basis
  homes(n: number): Home[]
  isOf(one: Resident): boolean
}
const CHILD: Somebody = { voter: false }
export const ADULT: Somebody = {}
export const SPEAKS: Somebody = { speaks: true }
/** One who may be asked, beside one who may not. */
const each = (n: number, one: Somebody, group = 1): Home[] => times(n, { group, people: [one, CHILD] })
/** Others of whom there are enough to turn everything, were they counted. */
const others = (group = 2): Home[] => times(9, { group, people: [SPEAKS, ADULT] })

export const BODIES: Record<string, Body> = {
  'va by adults': {
    ...{ quorum: 'va', basis: 'adult', group: null, way: 'adult' },
    // Nobody stands for a household: that way leads nowhere.
    homes: (n) => each(n, ADULT),
    isOf: ({ voter }) => voter,
  },
  'va by households, where people cast': {
    ...{ quorum: 'va', basis: 'adult', group: null, way: 'household' },
    // Of three adults one casts: by adults it is never quorate.
    homes: (n) => times(n, { group: 1, people: [SPEAKS, ADULT, ADULT] }),
    isOf: ({ speaks }) => speaks,
  },
  'va by households, where these cast': {
    ...{ quorum: 'va', basis: 'household', group: null, way: 'household' },
    homes: (n) => each(n, SPEAKS),
    isOf: ({ speaks }) => speaks,
  },
  vra: {
    ...{ quorum: 'vra', basis: 'representative', group: null, way: 'representative' },
    homes: (n) => [...each(n, { chosen: true }), ...others()],
    isOf: ({ chosen }) => chosen,
  },
  'vg by adults': {
    ...{ quorum: 'vg', basis: 'adult', group: 1, way: 'adult' },
    homes: (n) => [...each(n, ADULT), ...others()],
    isOf: ({ voter, group }) => voter && group === 1,
  },
  'vg by households, where people cast': {
    ...{ quorum: 'vg', basis: 'adult', group: 1, way: 'household' },
    homes: (n) => [...times(n, { group: 1, people: [SPEAKS, ADULT, ADULT] }), ...others()],
    isOf: ({ speaks, group }) => speaks && group === 1,
  },
  'vg by households, where these cast': {
    ...{ quorum: 'vg', basis: 'household', group: 1, way: 'household' },
    homes: (n) => [...each(n, SPEAKS), ...others()],
    isOf: ({ speaks, group }) => speaks && group === 1,
  },
  ca: {
    ...{ quorum: 'ca', basis: 'member', group: null, way: 'member' },
    // A member may be a child.
    homes: (n) => [
      ...each(Math.max(0, n - 1), { member: true }),
      ...each(Math.min(1, n), { ...CHILD, member: true }),
      ...others(),
    ],
    isOf: ({ member }) => member,
  },
  pm: {
    ...{ quorum: 'pm', basis: 'partyVoting', group: null, way: 'partyVoting' },
    homes: (n) => [...each(n, { party: true }), ...others()],
    isOf: ({ party }) => party,
  },
  'ask of adults': {
    ...{ quorum: 'ask', basis: 'adult', group: null, way: 'adult' },
    homes: (n) => each(n, ADULT),
    isOf: ({ voter }) => voter,
  },
  'ask of households': {
    ...{ quorum: 'ask', basis: 'household', group: null, way: 'household' },
    homes: (n) => each(n, SPEAKS),
    isOf: ({ speaks }) => speaks,
  },
}

/** A body of `n` of which so many cast, in this order. */
export function held(name: string, n: number, cast: readonly number[]): Count {
  const { quorum, basis, group, homes, isOf } = BODIES[name]!
  const { residents, open } = assembly(homes(n))
  const voters = residents.filter(isOf)
  expect(voters).toHaveLength(n)
  const vote = open({ quorum, basis, group })
  for (const [at, choice] of cast.entries()) vote.cast(voters[at]!, choice)
  return vote.count()
}
