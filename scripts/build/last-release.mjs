import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** The hashed files of the release that stands in dist now, as its manifest lists them. */
function filesOf(dist) {
  const manifest = path.join(dist, '.vite/manifest.json')
  if (!existsSync(manifest)) return []
  const chunks = Object.values(JSON.parse(readFileSync(manifest, 'utf8')))
  const names = chunks.flatMap((chunk) => [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])])
  return [...new Set(names)].filter((name) => existsSync(path.join(dist, name)))
}

/**
 * A phone that opened the app before a deploy may still ask for a lazy chunk of the old release: it must get
 * it, not a 404. So one release's hashed files are kept beside the new ones; older ones go.
 */
export function takeLastRelease(dist) {
  const kept = new Map(filesOf(dist).map((name) => [name, readFileSync(path.join(dist, name))]))
  return {
    putBack() {
      for (const [name, bytes] of kept) {
        const file = path.join(dist, name)
        if (existsSync(file)) continue
        mkdirSync(path.dirname(file), { recursive: true })
        writeFileSync(file, bytes)
      }
    },
  }
}
