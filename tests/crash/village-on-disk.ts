import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Id } from '#entry/format.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { openLmdbLog } from '#server/lmdb-log.ts'
import { keepKey } from '#support/relay-key-file.ts'
import { comment, thread } from '#support/texts.ts'
import { accepted, foundTestVillage, type Someone, type TestVillage } from '#support/village.ts'

export const WRITERS = [
  '陶书记',
  '李监督',
  '何委员',
  '赵网格',
  '杨代表',
  '王大婶',
  '罗二哥',
  '陶在外',
] as const

/** An entry signed before the load begins, and what its author was told of it. */
export interface Signed {
  id: Id
  bytes: Uint8Array
  offered: boolean
  told?: { i: number; at: number }
}
export interface DiskVillage {
  v: TestVillage
  dataDir: string
  /** Each author's entries, in the order in which they are offered. */
  written: Map<Someone, Signed[]>
}

/** Founds a village on disk with so many signed entries of each writer, and lets go of the book. */
export async function foundOnDisk(each: number): Promise<DiskVillage> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'xiangyin-crash-'))
  const log = openLmdbLog(path.join(dataDir, 'book'))
  const v = await foundTestVillage({ log, clock: { now: Date.now() } })
  await keepKey(dataDir, v.relayKey)
  const { id } = await accepted(v.say('王大婶', threadOpened, thread()))
  const written = new Map<Someone, Signed[]>()
  for (const who of WRITERS) {
    const signed = Array.from({ length: each }, (_, n) =>
      v.write(who, commentPosted, comment(`${who} ${n} ${'修路'.repeat(40)}`), [id]),
    )
    written.set(
      who,
      (await Promise.all(signed)).map((one) => ({ id: one.id, bytes: one.bytes, offered: false })),
    )
  }
  await v.relay.stop()
  await log.close()
  return { v, dataDir, written }
}
