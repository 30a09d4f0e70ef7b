import { readFileSync } from 'node:fs'

/** The process that has a book open for writing. */
export interface Holder {
  pid: number
  /** When it started, in the system's own count; empty where the system does not tell. */
  started: string
}

/** This process, as it is noted in the book. */
export const asHolder = (): Uint8Array =>
  new TextEncoder().encode(`${process.pid} ${startOf(process.pid) ?? ''}`)

/** The process noted in a book, where it is another one and still runs. */
export function isHeldElsewhere(noted: Uint8Array | undefined): Holder | undefined {
  const found = noted && /^(\d+) (\d*)$/.exec(new TextDecoder().decode(noted))
  if (!found) return undefined
  const [pid, started] = [Number(found[1]), found[2]!]
  if (pid === process.pid || !isThere(pid)) return undefined
  // After a restart of the machine, a number can belong to somebody else.
  const now = startOf(pid)
  return now !== undefined && started !== '' && now !== started ? undefined : { pid, started }
}

/** Whether a process of this number runs, be it somebody else's. */
export function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When a process started, where the system tells (Linux: the 22nd field of its stat). */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}
