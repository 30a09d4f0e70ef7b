/** Whom a vote counts: people of 18 and over, households, representatives, Party members, collective members. */
export const BASES = ['adult', 'household', 'representative', 'partyVoting', 'member'] as const
export type Basis = (typeof BASES)[number]

/** n/d of something; strict: more than, otherwise at least. Whole numbers only, never a percentage. */
export interface Fraction {
  num: number
  den: number
  strict: boolean
}
export interface Quorum {
  /** Whose ballots a vote under this rule may take; households in meetings since version 2. */
  bases: readonly Basis[]
  /** Ways to be quorate; one is enough. Empty: none needed. */
  anyOf: readonly ({ basis: Basis } & Fraction)[]
  /** What carries, and of whom; null for an opinion. */
  pass: (Fraction & { base: 'present' | 'eligible' }) | null
  /** How many days before a meeting the law has it called. */
  noticeDays: number
  /** Whether it is of one 村民小组; an opinion may be of the whole village, or of one. */
  ofGroup: 'must' | 'may' | 'no'
}

const over = (num: number, den: number): Fraction => ({ num, den, strict: true })
const atLeast = (num: number, den: number): Fraction => ({ num, den, strict: false })
const ofPresent = { ...over(1, 2), base: 'present' } as const

/**
 * The law's own quorums and notices. va, vra, vg: 村民委员会组织法 25, 26, 30, 32 (as amended 2025-10-28);
 * ca: 农村集体经济组织法 27; pm: 支部工作条例 11; ask: 协商, 村民委员会组织法 33.
 */
export const QUORUMS = {
  va: {
    bases: ['adult', 'household'],
    anyOf: [
      { basis: 'adult', ...over(1, 2) },
      { basis: 'household', ...atLeast(2, 3) },
    ],
    pass: ofPresent,
    noticeDays: 10,
    ofGroup: 'no',
  },
  vra: {
    bases: ['representative'],
    anyOf: [{ basis: 'representative', ...atLeast(2, 3) }],
    pass: ofPresent,
    noticeDays: 0,
    ofGroup: 'no',
  },
  vg: {
    bases: ['adult', 'household'],
    anyOf: [
      { basis: 'adult', ...atLeast(2, 3) },
      { basis: 'household', ...atLeast(2, 3) },
    ],
    pass: ofPresent,
    noticeDays: 0,
    ofGroup: 'must',
  },
  ca: {
    bases: ['member'],
    anyOf: [{ basis: 'member', ...atLeast(2, 3) }],
    pass: { ...atLeast(2, 3), base: 'eligible' },
    noticeDays: 10,
    ofGroup: 'no',
  },
  pm: {
    bases: ['partyVoting'],
    anyOf: [{ basis: 'partyVoting', ...atLeast(1, 2) }],
    pass: { ...over(1, 2), base: 'eligible' },
    noticeDays: 0,
    ofGroup: 'no',
  },
  ask: { bases: ['adult', 'household'], anyOf: [], pass: null, noticeDays: 0, ofGroup: 'may' },
} as const satisfies Record<string, Quorum>

export const QUORUM_IDS = ['va', 'vra', 'vg', 'ca', 'pm', 'ask'] as const satisfies (keyof typeof QUORUMS)[]
export type QuorumId = (typeof QUORUM_IDS)[number]
export const quorum = (id: QuorumId): Quorum => QUORUMS[id]
/** The ways in which a vote can be quorate: where households cast, only they can be counted. */
export const waysToQuorum = ({ quorum: id, basis }: { quorum: QuorumId; basis: Basis }): Quorum['anyOf'] =>
  quorum(id).anyOf.filter((way) => basis !== 'household' || way.basis === 'household')

/** The least number of `total` that fulfils a fraction: 过半数 of 10 is 6, 三分之二以上 of 9 is 6. */
export const needed = ({ num, den, strict }: Fraction, total: number): number =>
  strict ? Math.floor((num * total) / den) + 1 : Math.ceil((num * total) / den)

/** Whether `count` of `total` fulfils a fraction, in whole numbers. */
export const fulfils = ({ num, den, strict }: Fraction, count: number, total: number): boolean =>
  strict ? count * den > num * total : count * den >= num * total
