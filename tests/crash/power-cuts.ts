import { rm } from 'node:fs/promises'
import { randomFrom } from '#support/random.ts'
import { oneRun } from './power-cut.ts'
import { foundOnDisk, WRITERS } from './village-on-disk.ts'

/** The figures of many power cuts. */
export interface Cuts {
  runs: number
  midCommit: number
  accepted: number
  lost: number
  doubled: number
}
const RUNS_A_VILLAGE = 30
const FRESH = 6
/** The load of a run is over after about so long (ms): cuts fall all over it. */
const LOAD_MS = 120

/** Cuts the power `runs` times under load; after the last cut of a village everyone gets all answers. */
export async function powerCuts(main: string, runs: number, seed: number, said = (_: Cuts) => {}) {
  const random = randomFrom(seed)
  const sum: Cuts = { runs: 0, midCommit: 0, accepted: 0, lost: 0, doubled: 0 }
  while (sum.runs < runs) {
    const here = Math.min(RUNS_A_VILLAGE, runs - sum.runs)
    const village = await foundOnDisk(here * FRESH)
    const open = () => [...village.written.values()].flat().filter((one) => !one.told).length
    for (let n = 0; n < here || open(); n++) {
      const isCut = n < here
      const [byTime, when] = [random() < 0.3, random()]
      const before = open()
      const cut = await oneRun(main, village, FRESH, (offered, heard) => {
        if (!isCut) return offered
        // Most cuts fall right after an answer: then others are between the disk and their author.
        if (!byTime) return Promise.race([offered, heard(1 + Math.floor(when * WRITERS.length * FRESH))])
        return new Promise((resolve) => setTimeout(resolve, when * LOAD_MS))
      })
      sum.accepted += cut.accepted
      sum.lost += cut.lost
      sum.doubled += cut.doubled
      if (!isCut && open() === before) throw new Error(`${before} entries get no answer`)
      if (!isCut) continue
      sum.runs += 1
      sum.midCommit += Number(cut.midCommit)
      said(sum)
    }
    await rm(village.dataDir, { recursive: true, force: true })
  }
  return sum
}

/** The figures in one line. */
export const figures = ({ runs, midCommit, accepted, lost, doubled }: Cuts): string =>
  `${runs} runs, ${midCommit} kills in mid-commit, ${accepted} entries accepted, lost ${lost}, doubled ${doubled}`
