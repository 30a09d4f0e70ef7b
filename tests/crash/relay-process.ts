import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { build } from 'vite'

/** A relay in a process of its own, as the village runs it. */
export interface RelayProcess {
  url: string
  child: ChildProcess
  /** What it has said so far, on both its outputs. */
  said(): string
  /** Kills it with SIGKILL and waits until it is gone. */
  kill(): Promise<void>
}

const ROOT = path.resolve(import.meta.dirname, '../..')
const OUT = path.join(ROOT, 'node_modules/.crash', String(process.pid))

/** Bundles the relay as it is now; its packages stay where they are. Gives the file to start. */
export async function bundleRelay(): Promise<string> {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    // One file starts in a third of the time; lmdb is native, and is left where it is.
    ssr: { noExternal: true, external: ['lmdb'] },
    build: {
      ssr: path.join(ROOT, 'sync-server/main.ts'),
      outDir: OUT,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'main.mjs' } },
    },
  })
  return path.join(OUT, 'main.mjs')
}

/** How else a relay may be started than with `node main.mjs` on any free port. */
export interface Starting {
  /** Another program that runs it. */
  before?: string[]
  /** Options for Node; then there is a channel between the processes. */
  node?: string[]
  port?: number
}

/** Starts the relay on a data folder and waits until it listens. */
export function startRelay(main: string, dataDir: string, o: Starting = {}): Promise<RelayProcess> {
  const port = String(o.port ?? 0)
  const env = { ...process.env, DATA_DIR: dataDir, PORT: port, HOST: '127.0.0.1', LOG_LEVEL: 'info' }
  const [command, ...args] = [...(o.before ?? []), process.execPath, ...(o.node ?? []), main]
  const channel = o.node ? (['ipc'] as const) : []
  const child = spawn(command!, args, { env, stdio: ['ignore', 'pipe', 'pipe', ...channel] })
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const kill = () => (child.kill('SIGKILL'), gone)
  let said = ''
  return new Promise((resolve, reject) => {
    child.stderr!.on('data', (words: Buffer) => (said += words.toString()))
    child.stdout!.on('data', (words: Buffer) => {
      said += words.toString()
      const port = /"port":(\d+)/.exec(said)?.[1]
      if (port) resolve({ url: `http://127.0.0.1:${port}`, child, said: () => said, kill })
    })
    void gone.then(() => reject(new Error(`the relay ended before it listened: ${said}`)))
  })
}
