import { SIDES, type SideName } from './server.ts'
import { signLive } from './book/live.ts'
import { makeBook, type Plan } from './book/make.ts'
import { writeDocuments } from './book/documents.ts'
import { bytesOnDisk } from './measures/disk.ts'
import { bareTelling } from './measures/bare.ts'
import { isFailed, medians, tried, type Took, type Tried } from './measures/figures.ts'
import type { Apart } from './measures/floor.ts'
import { catchUps, type CatchUp } from './measures/history.ts'
import { idle, type Idle } from './measures/idle.ts'
import { ENTRY_BYTES } from './measures/keeping.ts'
import { meet, SHAPES, type Link } from './measures/link.ts'
import { load, MOST_CPU, type Load } from './measures/load.ts'
import { throughput, type Throughput } from './measures/throughput.ts'
import { withServer } from './sides/all.ts'
import type { Ground, Side, State } from './sides/side.ts'
import type { Server } from './server.ts'
import type { Sizes } from './sizes.ts'
import path from 'node:path'

/** Everything that was measured of one server. */
export interface SideFigures {
  nothingNew: Tried<Link>
  week: Tried<Link>
  cold: Tried<Link>
  coldAtEdge: Tried<Link>
  throughput: Tried<Throughput>
  loads: Tried<Load>[]
  /** Only ours is asked. */
  crowds?: Tried<Load>[]
  idle: Tried<Idle>
  diskPerEntry: Tried<{ bytes: number }>
  catchUp: Tried<CatchUp>
  catchUpYoung: Tried<CatchUp>
}
export type ServerFigures = Record<SideName, SideFigures>
export type Say = (what: string) => void

/** A tenth of the history, with a week as busy: what a catch-up costs must not differ. */
const young = (plan: Plan): Plan => ({ ...plan, entries: Math.round(plan.entries / 10) + plan.week, seed: 2 })

export async function prepare(folder: string, sizes: Sizes): Promise<Ground & { young: Ground }> {
  const plan = { ...sizes, threads: [], votes: [] }
  const groundOf = async (name: string, one: Plan): Promise<Ground> => {
    const book = await makeBook(path.join(folder, name, 'ours'), one)
    return { book, documents: writeDocuments(path.join(folder, name, 'documents'), book) }
  }
  return { ...(await groundOf('book', plan)), young: await groundOf('young', young(plan)) }
}

/** How many runs the medians are of, where some were void. */
export type Valid = { validRuns?: number }

/**
 * Repeats a measurement, each time with a server of its own, and gives the medians; a run in which the generator was
 * the limit is void and says nothing of the server.
 */
async function repeated<T extends Record<string, number>>(
  runs: number,
  name: SideName,
  ground: Ground,
  measure: (side: Side, server: Server) => Promise<T>,
): Promise<Tried<T & Valid>> {
  return tried(async () => {
    const all: T[] = []
    for (let run = 0; run < runs; run++) all.push(await withServer(name, ground, measure))
    return middle(all)
  })
}

const isValid = ({ generatorCpu = 0 }: { generatorCpu?: number }): boolean => generatorCpu <= MOST_CPU

function middle<T extends Record<string, number>>(all: T[]): T & Valid {
  const valid = all.filter(isValid)
  const runs = all.length
  if (valid.length === 0) throw new Error(`void, as the generator was the limit in ${runs} of ${runs} runs`)
  return { ...medians(valid), ...(valid.length < runs && { validRuns: valid.length }) }
}

/** The loads of each side, and what no process delivers sooner than, measured in turn with the last of them. */
interface InTurn {
  loads: Record<SideName, Tried<Load>[]>
  telling: Took
  kept: Took
  apart: Apart
}
/** So many rounds more of the last load: its sides lie close together. */
const MORE_ROUNDS = 6

/**
 * Round by round, one side after the other: where the machine is slower for some minutes, it is so for each of them.
 */
async function loadsInTurn(
  ground: Ground,
  { loads, loadSeconds: seconds, runs }: Sizes,
  live: Uint8Array[][],
  say: Say,
): Promise<InTurn> {
  const done: Record<SideName, Tried<Load>[]> = { ours: [], 'y-websocket': [], hocuspocus: [] }
  const floors: Record<'bare' | 'kept', Took[]> = { bare: [], kept: [] }
  const apart: Apart = { behind: [], promise: [] }
  for (const [n, one] of loads.entries()) {
    const isLast = n === loads.length - 1
    const all = SIDES.map((name) => ({ name, runs: [] as Tried<Load>[] }))
    const rounds = runs + (isLast && runs > 1 ? MORE_ROUNDS : 0)
    // A void run says nothing: where too many are, there are more, to twice as many.
    const isShort = () => runs > 1 && all.some((side) => side.runs.filter(isSound).length < runs)
    for (let round = 0; round < rounds || (round < 2 * rounds && isShort()); round++) {
      say(`${one.phones} phones at ${one.perSecond} entries/s, round ${round + 1}`)
      for (const side of all)
        side.runs.push(
          await tried(() =>
            withServer(side.name, ground, (a, server) => load(a, server, { ...one, seconds, live })),
          ),
        )
      if (!isLast) continue
      for (const floor of ['bare', 'kept'] as const) floors[floor].push(await bareTelling(floor, ENTRY_BYTES))
      apart.promise.push(floors.kept.at(-1)!.p99 - floors.bare.at(-1)!.p99)
    }
    for (const { name, runs: its } of all) done[name].push(await tried(async () => spreadIn(its)))
    if (isLast) apart.behind.push(...behindIn(all.map((side) => side.runs)))
  }
  return { loads: done, telling: medians(floors.bare), kept: medians(floors.kept), apart }
}

/** How much later our p99 is than that of the sooner peer, in each round in which all were sound. */
const behindIn = ([ours, ...peers]: Tried<Load>[][]): number[] =>
  ours!.flatMap((own, round) => {
    const theirs = peers.map((runs) => runs[round]!)
    if (![own, ...theirs].every(isSound)) return []
    return (own as Load).p99 - Math.min(...theirs.map((one) => (one as Load).p99))
  })

/** Neither failed nor void. */
const isSound = (run: Tried<Load>): boolean => !isFailed(run) && isValid(run)

/** The middle of several runs, with how far apart they lie; what failed in all of them failed. */
function spreadIn(runs: Tried<Load>[]): Load {
  const known = runs.filter((run): run is Load => !isFailed(run))
  const [failed] = runs.filter(isFailed)
  if (known.length === 0) throw new Error(failed?.failed ?? 'not run')
  const middling = middle(known)
  const p99s = known.filter(isValid).map(({ p99 }) => p99)
  const lost = runs.length - known.length
  return {
    ...middling,
    lowest: Math.min(...p99s),
    highest: Math.max(...p99s),
    ...(lost > 0 && { validRuns: middling.validRuns ?? known.length }),
  }
}

export async function measureServers(
  ground: Ground & { young: Ground },
  sizes: Sizes,
  say: Say,
): Promise<{ servers: ServerFigures } & Omit<InTurn, 'loads'>> {
  const { runs } = sizes
  const live = await signLive(ground.book, liveCounts(sizes))
  const figures = Object.fromEntries(SIDES.map((name) => [name, {}])) as unknown as ServerFigures

  for (const name of SIDES) {
    const own = figures[name]
    const over = (state: State) =>
      repeated(runs, name, ground, (side, server) => meet(side, server, state, SHAPES.mountain))
    say(`${name}: nothing new and a week, at mountain`)
    own.nothingNew = await over('now')
    own.week = await over('weekAgo')
    say(`${name}: catching up without a link, with a long and a short history`)
    const straight = (side: Side, server: Server) => catchUps(side, server, sizes.catchUps)
    own.catchUp = await repeated(runs, name, ground, straight)
    own.catchUpYoung = await repeated(runs, name, ground.young, straight)
    say(`${name}: idle phones`)
    own.idle = await repeated(runs, name, ground, (side, server) => idle(side, server, sizes.idlePhones))
    say(`${name}: entries a second`)
    own.throughput = await repeated(runs, name, ground, (side, server) =>
      throughput(side, server, { ...sizes.writers, live }),
    )
    if (name === 'ours') own.crowds = await crowdsOf(name, ground, sizes, live)
    own.diskPerEntry = await diskOf(name, ground)
  }
  const { loads, ...floors } = await loadsInTurn(ground, sizes, live, say)
  for (const name of SIDES) figures[name].loads = loads[name]
  // The link is the limit here and the processor idle, so the three go side by side.
  const cold = (shape: keyof typeof SHAPES, count: number, untilMs: number) =>
    Promise.all(
      SIDES.map((name) =>
        repeated(count, name, ground, (side, server) =>
          meet(side, server, 'nothing', SHAPES[shape], untilMs),
        ),
      ),
    )
  say('cold joins at mountain')
  const atMountain = await cold('mountain', runs, sizes.edgeUntilMs)
  say('cold joins at edge')
  const atEdge = await cold('edge', 1, sizes.edgeUntilMs)
  for (const [n, name] of SIDES.entries()) {
    figures[name].cold = atMountain[n]!
    figures[name].coldAtEdge = atEdge[n]!
  }
  return { servers: figures, ...floors }
}

/** The same rate to a small and a large crowd. */
async function crowdsOf(
  name: SideName,
  ground: Ground,
  sizes: Sizes,
  live: Uint8Array[][],
): Promise<Tried<Load>[]> {
  const { loadSeconds: seconds, crowds, runs } = sizes
  const all: Tried<Load>[] = []
  for (const phones of crowds.phones) {
    const one = { phones, perSecond: crowds.perSecond, seconds, live }
    all.push(await repeated(runs, name, ground, (side, server) => load(side, server, one)))
  }
  return all
}

/** What the book takes on disk for each entry that was said; the keys of phones count as ours to bear. */
const diskOf = (name: SideName, ground: Ground) =>
  tried(async () => {
    if (name === 'y-websocket') throw new Error('keeps nothing on disk')
    const bytes = await withServer(name, ground, async (_, server) => bytesOnDisk(server.dataDir))
    return { bytes: bytes / ground.book.said.length }
  })

/** How many entries each phone needs signed beforehand, for whichever measurement asks most. */
function liveCounts({ loads: asked, crowds, loadSeconds, writers }: Sizes): number[] {
  const loads = [...asked, ...crowds.phones.map((phones) => ({ phones, perSecond: crowds.perSecond }))]
  const phones = Math.max(writers.phones, ...loads.map((one) => one.phones))
  return Array.from({ length: phones }, (_, n) => {
    const inLoads = loads.map((one) =>
      n < one.phones ? Math.ceil((one.perSecond * loadSeconds) / one.phones) : 0,
    )
    // One more of the first phone, which opens each load.
    return Math.max(n < writers.phones ? writers.each : 0, ...inLoads) + (n === 0 ? 1 : 0)
  })
}
