import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** The village's book as Yjs documents: one file a document, its name encoded as in an address. */
export function documents(folder) {
  return readdirSync(folder).map((file) => [decodeURIComponent(file), readFileSync(path.join(folder, file))])
}
