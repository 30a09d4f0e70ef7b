import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isThere } from '#server/holder.ts'

/** Which process holds the book and where it listens: two that write to one book would ruin it. */
interface Running {
  pid: number
  url: string
  publicUrl: string
}
const fileIn = (dataDir: string) => path.join(dataDir, 'running.json')

/** Notes that this process now serves the book, until it ends. */
export function markRunning(dataDir: string, port: number) {
  const file = fileIn(dataDir)
  const publicUrl = process.env.PUBLIC_URL || `http://localhost:${port}`
  const running: Running = { pid: process.pid, url: `http://127.0.0.1:${port}`, publicUrl }
  writeFileSync(file, `${JSON.stringify(running)}\n`)
  process.once('exit', () => rmSync(file, { force: true }))
}

/** The relay that serves this book as last noted; `isAlive` where a process of its number is still there. */
export function readRunning(dataDir: string): (Running & { isAlive: boolean }) | undefined {
  if (!existsSync(fileIn(dataDir))) return undefined
  const running = JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as Running
  return { ...running, isAlive: running.pid !== process.pid && isThere(running.pid) }
}
