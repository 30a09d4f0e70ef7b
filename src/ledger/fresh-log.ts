import type { Book } from './book.ts'
import { failureOf, keep, writing } from './writing.ts'

/** Stands in the book while somebody looks at it: found at a start, the last time ended in the middle of something. */
const IN_USE = 'inUse'
const NOISE = 'noise'
/** LevelDB begins a new log once it holds up to 4 MB of what is not in its tables yet. */
const LOG_BYTES = 5 * 1024 * 1024
/** Below 64 KB, as Chromium puts what is larger beside its database; a few at a time, so that nobody waits behind it. */
const [PIECE_BYTES, AT_ONCE] = [60 * 1024, 8]

const isChromium = (): boolean => 'chrome' in globalThis || 'userAgentData' in navigator

/**
 * After a power cut in the middle of a write Chromium's database goes on writing behind half a record, and throws
 * everything away when it reads that log once more. So it is brought to begin a new one.
 */
async function beginNewLog(book: Book): Promise<void> {
  const noise = new Uint8Array(PIECE_BYTES)
  for (let written = 0; written < LOG_BYTES; written += AT_ONCE * PIECE_BYTES)
    await writing(book, [], async () => {
      for (let n = 0; n < AT_ONCE; n++) {
        // Noise, as zeros would be pressed down to nothing.
        crypto.getRandomValues(noise)
        await book.kept.put({ name: NOISE, value: noise })
      }
    })
  await writing(book, [], () => book.kept.delete(NOISE))
}

/** Mends the log where the last time ended hard, and marks from now on whether this one does. */
export async function keepLogWhole(book: Book): Promise<void> {
  if (!isChromium()) return
  if ((await book.kept.get(IN_USE))?.value)
    await beginNewLog(book).catch((error: unknown) => {
      if (failureOf(error) !== 'storage-full') throw error // then there is no room for it
    })
  const mark = () => keep(book, IN_USE, document.visibilityState === 'visible')
  await mark()
  // What cannot be marked is mended once too often.
  document.addEventListener('visibilitychange', () => void mark().catch(() => {}))
}
