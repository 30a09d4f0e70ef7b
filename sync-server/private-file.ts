import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

/** Reads a small JSON file of the data directory; undefined where it is not there. */
export const readPrivate = <T>(path: string): T | undefined =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined

/** Writes it so that only its owner reads it, and so that a crash leaves the old or the new one whole. */
export function writePrivate(path: string, value: unknown) {
  const beside = `${path}.new`
  writeFileSync(beside, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(beside, path)
}
