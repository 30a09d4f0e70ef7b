import { villageIdOf } from '#entry/crypto.ts'
import type { Hex8 } from '#entry/format.ts'
import { openBook, type Book } from '#server/book.ts'
import type { Log } from '#server/log.ts'
import { createRelay } from '#server/relay.ts'
import type { HandIn } from './pen.ts'

/** The village whose book this is; undefined for an empty one. */
export async function villageIn(log: Log): Promise<Hex8 | undefined> {
  const founding = log.numbered(1)
  return founding && villageIdOf(founding.bytes)
}

/** The book read as it stands, for looking things up; nothing is written through it. */
export const readBook = (log: Log, village: Hex8): Book => openBook(log, village, 0)

/** A relay in this process without a socket, for as long as `work` takes. */
export async function withRelay<T>(
  o: { log: Log; relayKey: CryptoKeyPair; village: Hex8; now?: () => number },
  work: (handIn: HandIn) => Promise<T>,
): Promise<T> {
  const relay = await createRelay(o)
  try {
    return await work(async (entry) => (await relay.offer([entry]))[0]!)
  } finally {
    await relay.stop()
  }
}
