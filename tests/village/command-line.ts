import { execFile } from 'node:child_process'
import { runCommand, type CommandDef } from 'citty'
import { vi } from 'vitest'
import { commands } from '#server/village/commands.ts'

export interface Ran {
  code: number
  out: string
  err: string
}

// Port 9 answers nobody: a relay that happens to run on this machine is none of ours.
const NOBODY = '9'

/** Runs a command of the village in this process, which is much quicker than in its own. */
export async function village(dataDir: string, name: keyof typeof commands, ...args: string[]): Promise<Ran> {
  const out: string[] = []
  const err: string[] = []
  const spies = [
    vi.spyOn(console, 'log').mockImplementation((text) => void out.push(text)),
    vi.spyOn(console, 'error').mockImplementation((text) => void err.push(text)),
  ]
  vi.stubEnv('PORT', NOBODY)
  vi.stubEnv('PUBLIC_URL', '')
  try {
    // Each command has arguments of its own, which citty reads from the raw ones.
    await runCommand(commands[name] as CommandDef, { rawArgs: [...args, '--data', dataDir] })
  } catch (error) {
    err.push(String(error))
    process.exitCode = 1
  } finally {
    for (const spy of spies) spy.mockRestore()
    vi.unstubAllEnvs()
  }
  const code = Number(process.exitCode ?? 0)
  process.exitCode = undefined
  return { code, out: out.join('\n'), err: err.join('\n') }
}

/** Runs a command as a process of its own, as `npm run village --` does. */
export const villageProcess = (dataDir: string, ...args: string[]): Promise<Ran> =>
  ran(dataDir, 'sync-server/village/cli.ts', ...args)

/** Starts the relay as a process of its own, which is expected to end by itself. */
export const relayProcess = (dataDir: string): Promise<Ran> => ran(dataDir, 'sync-server/main.ts')

function ran(dataDir: string, script: string, ...args: string[]): Promise<Ran> {
  const { PUBLIC_URL: _, ...env } = process.env
  const command = ['--import', 'tsx', script, ...args]
  const options = { env: { ...env, DATA_DIR: dataDir, PORT: NOBODY }, maxBuffer: 64 * 1024 * 1024 }
  return new Promise((resolve) =>
    execFile(process.execPath, command, options, (error, out, err) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    ),
  )
}

/** The claim links in what was printed. */
export const linksIn = (out: string): string[] => out.match(/https?:\/\/\S+\/claim#[\w-]+/g) ?? []
