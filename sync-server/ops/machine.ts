import { readFileSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { readPrivate } from '../private-file.ts'

/** The machine that the relay runs on. */
export interface Machine {
  upSeconds: number
  memoryBytes: number
  /** How long others waited for the relay's one thread, at the worst of a hundred times (ms). */
  waitP99Ms: number
  diskFreeBytes: number | undefined
  bookBytes: number | undefined
  /** When the last backup ended (ms). */
  backupAt: number | undefined
  /** Whether so much was asked today that the access log took no more. */
  accessLogFull: boolean
  /** Version and build of the app that is served here. */
  app: string | undefined
}

const RESOLUTION_MS = 10
const LAP_MS = 5 * 60_000
export const backupNote = (dataDir: string) => path.join(dataDir, 'last-backup.json')

/** Watches the machine; `stop` when the relay stops. */
export function watchMachine(o: {
  dataDir: string | undefined
  dist: string | undefined
  accessLogFull(): boolean
}) {
  const waits = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  waits.enable()
  let lastLap = 0
  const p99 = () => Math.max(0, waits.percentile(99) / 1e6 - RESOLUTION_MS)
  // By laps: what was slow at the start would otherwise hide for weeks what is slow now.
  const laps = setInterval(() => {
    lastLap = p99()
    waits.reset()
  }, LAP_MS)
  laps.unref()

  return {
    async look(): Promise<Machine> {
      const { dataDir } = o
      const disk = dataDir ? await statfs(dataDir).catch(() => undefined) : undefined
      const book = dataDir && statSync(path.join(dataDir, 'book/data.mdb'), { throwIfNoEntry: false })
      return {
        upSeconds: Math.floor(process.uptime()),
        memoryBytes: process.memoryUsage.rss(),
        waitP99Ms: Math.max(lastLap, p99()),
        diskFreeBytes: disk && disk.bavail * disk.bsize,
        bookBytes: book ? book.size : undefined,
        backupAt: dataDir ? readPrivate<{ at: number }>(backupNote(dataDir))?.at : undefined,
        accessLogFull: o.accessLogFull(),
        app: versionIn(o.dist),
      }
    },
    stop() {
      clearInterval(laps)
      waits.disable()
    },
  }
}

/** As the built app names itself towards the relay, so that the two can be compared. */
function versionIn(dist: string | undefined): string | undefined {
  if (!dist) return undefined
  try {
    const page = readFileSync(path.join(dist, 'index.html'), 'utf8')
    const build = /<meta name="build" content="([^"]*)"/.exec(page)?.[1] ?? ''
    const { version } = JSON.parse(readFileSync(path.join(dist, '../package.json'), 'utf8')) as {
      version: string
    }
    return `web ${version} ${build}`
  } catch {
    return undefined
  }
}
