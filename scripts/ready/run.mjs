import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project, wherever it was called from. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

/** A step that did not go well: its message is the one sentence the person sees. */
export class StepFailed extends Error {}

/** The file that an installed tool starts from, to be run with this Node (no npx, no shell). */
export function tool(file) {
  return path.join(ROOT, 'node_modules', file)
}

/** Runs a command in the project's folder with its output shown; resolves with the exit code. */
export function run(command, args, options = {}) {
  const shell = process.platform === 'win32' && !path.isAbsolute(command)
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', shell, ...options })
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code === null ? (signal === 'SIGINT' ? 130 : 1) : code))
  })
}

/** Like run, and a code other than 0 becomes the sentence given. */
export async function must(sentence, command, args, options) {
  let code
  try {
    code = await run(command, args, options)
  } catch (error) {
    throw new StepFailed(`${sentence} (${error.message})`)
  }
  if (code !== 0) throw new StepFailed(sentence)
}

/** Runs a long-lived Node program; Ctrl-C and SIGTERM reach it, and we leave only when it has. */
export async function stayWith(args, env = {}) {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  const pass = (signal) => {
    // A terminal has given Ctrl-C to the child already; twice would cut short what the first one began.
    if (signal === 'SIGINT' && process.stdin.isTTY) return
    if (child.exitCode === null) child.kill(signal)
  }
  process.on('SIGINT', pass)
  process.on('SIGTERM', pass)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code === null ? (signal === 'SIGINT' ? 130 : 1) : code))
  })
}

/** Runs a script's main function; a StepFailed ends it with its sentence, anything else with its stack. */
export async function finish(main) {
  try {
    process.exitCode = await main()
  } catch (error) {
    console.error(error instanceof StepFailed ? `\n✗ ${error.message}` : error)
    process.exitCode = 1
  }
}
