import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Which process holds the book, and where it listens: two that write to one book would ruin it. */
interface Running {
  pid: number
  url: string
}
const fileIn = (dataDir: string) => path.join(dataDir, 'running.json')

/** Notes that this process now serves the book, until it ends. */
export function markRunning(dataDir: string, port: number) {
  const running: Running = { pid: process.pid, url: `http://127.0.0.1:${port}` }
  writeFileSync(fileIn(dataDir), `${JSON.stringify(running)}\n`)
  process.once('exit', () => rmSync(fileIn(dataDir), { force: true }))
}

/** The relay that serves this book, as far as anyone noted; `isAlive` where its process is still there. */
export function readRunning(dataDir: string): { url: string; isAlive: boolean } | undefined {
  if (!existsSync(fileIn(dataDir))) return undefined
  const { pid, url } = JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as Running
  return { url, isAlive: pid !== process.pid && isThere(pid) }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false // no such process, or not ours to ask
  }
}
