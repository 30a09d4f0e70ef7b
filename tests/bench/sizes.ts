import type { Matter } from './book/make.ts'

/** How much is measured. The quick run says whether everything works; only the full one is for comparing. */
export interface Sizes {
  people: number
  phones: number
  entries: number
  /** New entries of the week that is caught up. */
  week: number
  topics: number
  runs: number
  /** Seconds of each load. */
  loadSeconds: number
  loads: { phones: number; perSecond: number }[]
  /** Crowds of which only ours is asked, for whether cost is linear in phones. */
  crowds: { phones: number[]; perSecond: number }
  idlePhones: number
  writers: { phones: number; each: number }
  /** Catch-ups without a link, for what history costs. */
  catchUps: number
  edgeUntilMs: number
  books: number[]
  threads: number[]
  /** Votes of so many ballots, in the largest book. */
  votes: number[]
  /** Debates with a vote each, opened by their address. */
  matters: Matter[]
  starts: number
}

export const FULL: Sizes = {
  people: 2000,
  phones: 1200,
  entries: 20_000,
  week: 500,
  topics: 18,
  runs: 3,
  loadSeconds: 15,
  loads: [
    { phones: 300, perSecond: 300 },
    { phones: 1000, perSecond: 30 },
  ],
  crowds: { phones: [200, 800], perSecond: 30 },
  idlePhones: 1000,
  writers: { phones: 50, each: 200 },
  catchUps: 120,
  edgeUntilMs: 15 * 60_000,
  books: [1000, 10_000, 50_000],
  threads: [100, 500, 2000],
  votes: [300, 1200, 10_000],
  matters: [
    { comments: 100, ballots: 300 },
    { comments: 500, ballots: 1200 },
    { comments: 2000, ballots: 10_000 },
  ],
  starts: 5,
}

export const QUICK: Sizes = {
  ...FULL,
  people: 400,
  phones: 360,
  entries: 1500,
  week: 250,
  runs: 1,
  loadSeconds: 4,
  loads: [
    { phones: 100, perSecond: 100 },
    { phones: 300, perSecond: 10 },
  ],
  crowds: { phones: [60, 240], perSecond: 20 },
  idlePhones: 300,
  writers: { phones: 50, each: 20 },
  catchUps: 10,
  edgeUntilMs: 120_000,
  books: [500, 2000],
  threads: [50, 200],
  votes: [50, 200],
  matters: [
    { comments: 50, ballots: 50 },
    { comments: 200, ballots: 200 },
  ],
  starts: 2,
}
