import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

/** Two releases that differ by a word in one room, one deployed after the other, in folders of their own. */
export interface Releases {
  a: string
  b: string
  /** The hashed files of release A, as a phone that runs it may still ask for them. */
  filesOfA: string[]
  remove(): Promise<void>
}

/** Builds release A, and B on top of a copy of it; the project's own dist is not touched. */
export async function buildReleases(): Promise<Releases> {
  const dir = await mkdtemp(path.join(tmpdir(), 'xiangyin-releases-'))
  const [a, b] = [path.join(dir, 'a'), path.join(dir, 'b')]
  await build(a, 'release-a')
  await cp(a, b, { recursive: true })
  await build(b, 'release-b', { OTHER_WORD: '1' })
  const manifest = await readFile(path.join(a, '.vite/manifest.json'), 'utf8')
  const chunks = Object.values(JSON.parse(manifest) as Record<string, { file: string; css?: string[] }>)
  const filesOfA = [...new Set(chunks.flatMap(({ file, css = [] }) => [file, ...css]))]
  return { a, b, filesOfA, remove: () => rm(dir, { recursive: true, force: true }) }
}

/** In a process of its own: the test's NODE_ENV would make it a build for tests. */
async function build(folder: string, id: string, more: Record<string, string> = {}): Promise<void> {
  const script = path.resolve('tests/support/build-release.mjs')
  const { NODE_ENV: _, VITEST: __, ...env } = process.env
  await promisify(execFile)(process.execPath, [script, folder], { env: { ...env, BUILD_ID: id, ...more } })
}
