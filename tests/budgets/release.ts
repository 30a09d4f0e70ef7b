// Reads the release that stands in dist: what a phone downloads, and how many bytes of it.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { isOffice } from '#shell/app-paths.ts'

interface Chunk {
  file: string
  name?: string
  isEntry?: boolean
  isDynamicEntry?: boolean
  imports?: string[]
  dynamicImports?: string[]
  css?: string[]
}

const DIST = 'dist'

if (!existsSync(path.join(DIST, '.vite/manifest.json'))) throw new Error('dist is missing: run npm run build')

export const read = (file: string) => readFileSync(path.join(DIST, file))

/** The chunks of this release by their keys, as vite's manifest lists them. */
export const chunks = JSON.parse(read('.vite/manifest.json').toString()) as Record<string, Chunk>

/** Everything the service worker fetches on its first visit. */
export const precached = [
  ...read('sw.js')
    .toString()
    .matchAll(/"url":"([^"]+)"/g),
].map((match) => match[1] ?? '')

/** Files of this release; the last release's hashed files stand beside them and are not counted. */
export const released = [
  ...readdirSync(DIST).filter((name) => /\.(js|css|html|webmanifest)$/.test(name)),
  ...new Set(Object.values(chunks).flatMap((chunk) => [chunk.file, ...(chunk.css ?? [])])),
]

/** Every file in dist, this release's and the last one's. */
export const everything = readdirSync(DIST, { recursive: true }).map(String)

/** What a file costs on the wire: text by brotli as the relay sends it, pictures as they are. */
export function wireBytes(file: string): number {
  const bytes = read(file)
  if (!/\.(js|css|html|svg|json|webmanifest)$/.test(file)) return bytes.length
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  }
  return brotliCompressSync(bytes, { params }).length
}

export const sum = (files: Iterable<string>) => [...files].reduce((total, file) => total + wireBytes(file), 0)

/** The files of a chunk and of all it imports statically. */
export function closure(key: string, seen = new Set<string>()): Set<string> {
  const chunk = chunks[key]
  if (!chunk || seen.has(key)) return new Set()
  seen.add(key)
  return new Set([chunk.file, ...(chunk.imports ?? []).flatMap((next) => [...closure(next, seen)])])
}

export const entryKey = Object.keys(chunks).find((key) => chunks[key]?.isEntry) ?? ''
export const entryFiles = closure(entryKey)

/** What writing and receiving need: judge, chapters, crypto, CBOR. Loaded after the first paint. */
export const penFiles = new Set(
  Object.keys(chunks)
    .filter((key) => chunks[key]?.name === 'book')
    .flatMap((key) => [...closure(key)])
    .filter((file) => !entryFiles.has(file)),
)

/** What is loaded beyond that when a phone begins to follow volumes: all that leans on Yjs, and Yjs. */
export const syncFiles = new Set(
  Object.keys(chunks)
    .map((key) => closure(key))
    .filter((files) => [...files].some((file) => /(^|\/)yjs-/.test(file)))
    .flatMap((files) => [...files])
    .filter((file) => !entryFiles.has(file) && !penFiles.has(file) && !isOffice(file)),
)
