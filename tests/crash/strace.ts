import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { vi } from 'vitest'
import { leftOut } from '#support/left-out.ts'

/** Whether system calls can be looked at here; where not, the tests that do so are left out. */
export const hasStrace = spawnSync('strace', ['-c', '-o', '/dev/null', 'true']).status === 0
/** What such a test says of itself. */
export const NEEDS_STRACE = leftOut('strace is missing or may not trace')

/** A disk that is made to fail. */
export interface Faulty {
  /** The calls that have come back by now, as strace writes them; a row is there before the process goes on. */
  rows(): string[]
  /** Lets the disk be well again; what hangs goes on. */
  heal(): Promise<void>
}

/**
 * Makes the disk fail for a process that runs: `fault` as strace's own `inject` has it, upon one file alone.
 * Calls are counted from now on, each kind and each thread by itself.
 */
export async function injectFault(pid: number, file: string, fault: string): Promise<Faulty> {
  const trace = `${file}.strace-${process.hrtime.bigint()}`
  const calls = fault.split(':')[0]!
  const args = ['-f', '-p', String(pid), '-P', file, '-e', `trace=${calls}`, '-e', `inject=${fault}`]
  const strace = spawn('strace', [...args, '-o', trace], { stdio: ['ignore', 'ignore', 'pipe'] })
  const gone = new Promise<void>((resolve) => strace.once('close', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    let said = ''
    strace.stderr.on('data', (words: Buffer) => {
      said += words.toString()
      if (/attached/.test(said)) resolve()
    })
    void gone.then(() => reject(new Error(`strace did not attach: ${said}`)))
  })
  return {
    rows: () => readFileSync(trace, 'utf8').split('\n').filter(Boolean),
    heal: () => (strace.kill('SIGINT'), gone),
  }
}

/**
 * Makes the disk fail at the first call after a flush. strace counts calls, and how many there are before the flush
 * differs; so the process is stopped as it comes back from it, and goes on once the fault is there.
 */
export async function injectAfterFlush(pid: number, file: string, fault: string): Promise<Faulty> {
  const stopping = await injectFault(pid, file, 'fdatasync:signal=SIGSTOP:when=1')
  let faulty: Faulty | undefined
  const swapped = (async () => {
    const isStopped = () => stopping.rows().some((row) => row.includes('stopped by SIGSTOP'))
    await vi.waitUntil(isStopped, { timeout: 8000, interval: 5 })
    await stopping.heal()
    faulty = await injectFault(pid, file, fault)
    process.kill(pid, 'SIGCONT')
  })()
  // Told to who heals.
  swapped.catch(() => {})
  return {
    rows: () => faulty?.rows() ?? [],
    heal: async () => (await swapped, faulty!.heal()),
  }
}
