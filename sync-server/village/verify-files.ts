import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Id } from '#entry/format.ts'
import { attachmentsIn } from '#rulebook/attachment.ts'
import { openBlobFolder } from '#server/files/folder-blobs.ts'
import type { CheckedEntries } from './verify-entries.ts'

export const blobsIn = (dataDir: string) => path.join(dataDir, 'blobs')

/** How the files beside a book are; the book is sound without them. */
export interface CheckedFiles {
  whole: number
  /** Whose bytes are not those of their name any more. */
  damaged: Id[]
  /** How many files entries bring that have not come. */
  missing: number
}

/** Reads every file beside a book anew and compares it with its name. */
export async function checkFiles(dataDir: string, entries: CheckedEntries): Promise<CheckedFiles> {
  const brought = [...entries.byId.values()].flatMap(({ placed }) => attachmentsIn(placed.body))
  const named = new Set(brought.map(({ hash }) => hash))
  if (!existsSync(blobsIn(dataDir))) return { whole: 0, damaged: [], missing: named.size }
  const store = openBlobFolder(blobsIn(dataDir))
  const damaged: Id[] = []
  const all = await store.all()
  for (const { hash } of all) {
    const bytes = (await store.read(hash, 0, Infinity)) ?? new Uint8Array()
    if (createHash('sha256').update(bytes).digest('hex') !== hash) damaged.push(hash)
    named.delete(hash)
  }
  return { whole: all.length - damaged.length, damaged, missing: named.size }
}

/** The same in two lines for whoever asked. */
export function printFiles({ whole, damaged, missing }: CheckedFiles): void {
  console.log(`  图片等文件 files ${whole}  还没传到 not here yet ${missing}`)
  for (const hash of damaged)
    console.log(`  ✗ 坏了，请删掉，有它的手机会再传 damaged, delete it and a phone brings it anew: ${hash}`)
}
