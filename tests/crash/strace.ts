import { spawn, spawnSync } from 'node:child_process'

/** Whether system calls can be looked at here; where not, the tests that do so are left out, and it is said. */
export const hasStrace = spawnSync('strace', ['-c', '-o', '/dev/null', 'true']).status === 0
if (!hasStrace)
  console.log('strace is not here (or may not trace): system calls are neither looked at nor failed')

/**
 * Makes the disk fail for a process that runs: `fault` as strace's own `inject` has it, upon one file alone. Gives
 * what ends it.
 */
export async function injectFault(pid: number, file: string, fault: string): Promise<() => Promise<void>> {
  const calls = fault.split(':')[0]!
  const args = ['-f', '-p', String(pid), '-P', file, '-e', `trace=${calls}`, '-e', `inject=${fault}`]
  const strace = spawn('strace', [...args, '-o', '/dev/null'], { stdio: ['ignore', 'ignore', 'pipe'] })
  const gone = new Promise<void>((resolve) => strace.once('close', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    let said = ''
    strace.stderr.on('data', (words: Buffer) => {
      said += words.toString()
      if (/attached/.test(said)) resolve()
    })
    void gone.then(() => reject(new Error(`strace did not attach: ${said}`)))
  })
  return () => (strace.kill('SIGINT'), gone)
}
