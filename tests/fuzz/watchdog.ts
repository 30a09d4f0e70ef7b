import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** Silent for so long is a hang; more heap than this is a leak or a bomb. */
const SILENT_MS = 60_000
const HEAP_MB = 512
/** Memory in all: byte arrays are not counted to the heap, and a lying length would ask for just these. */
const RSS_MB = 1024

export interface Report {
  /** How many messages each surface took. */
  done: Record<string, number>
  /** What went wrong, at which surface and message, and the message itself (hex) where it is known. */
  failed?: string
  bytes?: string
}
interface Line {
  name?: string
  done?: number
  /** Memory of the process (bytes). */
  rss?: number
  n?: number
  failed?: string
  bytes?: string
}

/** Gives each surface so many messages, in a child that is ended if it hangs or swells. */
export function fuzz(seed: number, counts: Record<string, number>): Promise<Report> {
  const child = spawn(
    process.execPath,
    [
      `--max-old-space-size=${HEAP_MB}`,
      '--import',
      'tsx',
      fileURLToPath(new URL('./child.ts', import.meta.url)),
      String(seed),
      JSON.stringify(counts),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const report: Report = { done: {} }
  let last = 'the start'
  const hung = () => {
    report.failed = `silent for ${SILENT_MS / 1000} s after ${last}`
    child.kill('SIGKILL')
  }
  let watch = setTimeout(hung, SILENT_MS)
  createInterface({ input: child.stdout }).on('line', (line) => {
    clearTimeout(watch)
    watch = setTimeout(hung, SILENT_MS)
    const told = JSON.parse(line) as Line
    if (told.failed !== undefined) {
      report.failed = `${told.name} message ${told.n}: ${told.failed}`
      if (told.bytes) report.bytes = told.bytes
    } else if (told.name && told.done !== undefined) {
      report.done[told.name] = told.done
      last = `${told.name} message ${told.done}`
      if ((told.rss ?? 0) <= RSS_MB * 2 ** 20) return
      report.failed = `holds more than ${RSS_MB} MB after ${last}`
      child.kill('SIGKILL')
    }
  })
  return new Promise((resolve) =>
    child.on('close', (code) => {
      clearTimeout(watch)
      if (code !== 0) report.failed ??= `ended with ${code} after ${last}`
      resolve(report)
    }),
  )
}
