import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Id } from '#entry/format.ts'
import { commentPosted } from '#rulebook/thread.ts'
import { openLmdbLog } from '#server/lmdb-log.ts'
import { loadRelayKey } from '#server/relay-key.ts'
import { createRelay } from '#server/relay.ts'
import { placesOf, type Have } from '../bench/book/have.ts'
import { makeBook, type Book } from '../bench/book/make.ts'
import { write, type Pen } from '../bench/book/pen.ts'

/** A village in which everyone has a phone, its book on disk, and no relay running. */
export interface CrowdVillage extends Book {
  end(): Promise<void>
}

/** Founds a village of so many people with a phone each, and a year of debates behind them. */
export async function foundCrowd(phones: number, entries = 300): Promise<CrowdVillage> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'xiangyin-crowd-'))
  const book = await makeBook(dataDir, { people: phones, phones, entries, week: 20, topics: 5 })
  return { ...book, end: () => rm(dataDir, { recursive: true, force: true }) }
}

/** A comment in the debate that goes on now. */
export const comment = (book: Book, pen: Pen, text: string, thread: Id = book.liveThread, at = Date.now()) =>
  write(pen, { village: book.village, at }, commentPosted, { text }, [thread])

/** Hands entries in while no relay runs, as if it had taken them just before it went; gives the ends of all volumes. */
export async function handInWhileDown(book: Book, entries: Uint8Array[]): Promise<Have> {
  const log = openLmdbLog(path.join(book.dataDir, 'book'))
  const relay = await createRelay({
    log,
    relayKey: (await loadRelayKey(book.dataDir))!,
    village: book.village,
  })
  const turned = (await relay.offer(entries)).find(({ code }) => code !== 'accepted')
  if (turned) throw new Error(`not accepted: ${turned.code} ${turned.rule}`)
  const ends = placesOf(log)
  await relay.stop()
  await log.close()
  return ends
}
