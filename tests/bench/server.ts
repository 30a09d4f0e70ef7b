import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** What is measured: ours, and what people would use instead. */
export const SIDES = ['ours', 'y-websocket', 'hocuspocus'] as const
export type SideName = (typeof SIDES)[number]

export interface Memory {
  rss: number
  /** Heap and what hangs on it, after a collection. */
  held: number
}
export interface Server {
  port: number
  dataDir: string
  memory(): Promise<Memory>
  /** Processor seconds used so far. */
  cpuSeconds(): number
  stop(): Promise<void>
}

const ROOT = path.resolve(import.meta.dirname, '../..')
const CONTROL = path.join(import.meta.dirname, 'peers/control.mjs')
/** scripts/bench.mjs puts the peers where their packages are. */
const PROGRAM: Record<SideName | 'bare' | 'kept', string> = {
  bare: path.join(import.meta.dirname, 'peers/bare.mjs'),
  kept: path.join(import.meta.dirname, 'peers/kept.ts'),
  ours: path.join(ROOT, 'dist-server/main.js'),
  'y-websocket': path.join(ROOT, 'node_modules/.bench-peers/y-websocket.mjs'),
  hocuspocus: path.join(ROOT, 'node_modules/.bench-peers/hocuspocus.mjs'),
}
const TICKS_PER_SECOND = 100
/** BENCH_PROFILE=<folder>: every server leaves a profile of its processor time there. */
const { BENCH_PROFILE } = process.env
const PROFILE = BENCH_PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${BENCH_PROFILE}`] : []

/** Processor seconds that a process has used so far. */
export function cpuSecondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

/** Starts a server as a process of its own on the first core, upon a fresh copy of the book. */
export async function startServer(
  side: keyof typeof PROGRAM,
  o: { book: string; documents: string; cores?: string; port?: number },
): Promise<Server> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'xiangyin-bench-'))
  if (side === 'ours') cpSync(o.book, dataDir, { recursive: true })
  const ofSources = PROGRAM[side].endsWith('.ts') ? ['--import', 'tsx'] : []
  const node = [process.execPath, '--expose-gc', ...PROFILE, ...ofSources, '--import', CONTROL, PROGRAM[side]]
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    PORT: String(o.port ?? 0),
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    DOCUMENTS: o.documents,
  }
  const child = spawn('taskset', ['-c', o.cores ?? '0', ...node], {
    env,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const port = await new Promise<number>((resolve, reject) => {
    let said = ''
    child.stdout!.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-8000)
      const found = /"port":(\d+)/.exec(said)
      if (found) resolve(Number(found[1]))
    })
    child.once('exit', (code) => reject(new Error(`${side} ended with ${code} before it listened: ${said}`)))
  })
  return {
    port,
    dataDir,
    memory: () =>
      new Promise((resolve) => {
        child.once('message', (memory) => resolve(memory as Memory))
        child.send('memory')
      }),
    cpuSeconds: () => cpuSecondsOf(child.pid!),
    async stop() {
      child.kill('SIGTERM')
      const hard = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await exited
      clearTimeout(hard)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
