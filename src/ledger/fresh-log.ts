import type { Book } from './book.ts'
import { failureOf, writing } from './writing.ts'

/** Stands in the book while somebody looks at it: found at a start, the last time ended in the middle of something. */
const IN_USE = 'inUse'
const NOISE = 'noise'
const MB = 1024 * 1024
/** LevelDB begins a new log once it holds up to 4 MB of what is not in its tables yet. */
const LOG_BYTES = 5 * MB
/** With less than this the room is for what people write. */
const ROOM_BYTES = 30 * MB
/** Below 64 KB, as Chromium puts what is larger beside its database; a few at a time, so that nobody waits behind it. */
const [PIECE_BYTES, AT_ONCE] = [60 * 1024, 8]

const isChromium = (): boolean => 'chrome' in globalThis || 'userAgentData' in navigator

async function hasRoom(): Promise<boolean> {
  const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {}
  return quota - usage > ROOM_BYTES
}

/**
 * After a power cut in the middle of a write Chromium's database goes on writing behind half a record, and throws
 * everything away when it reads that log once more. So it is brought to begin a new one.
 */
async function beginNewLog(book: Book): Promise<void> {
  const noise = new Uint8Array(PIECE_BYTES)
  try {
    for (let written = 0; written < LOG_BYTES; written += AT_ONCE * PIECE_BYTES)
      await writing(book, [], async () => {
        for (let n = 0; n < AT_ONCE; n++) {
          // Noise, as zeros would be pressed down to nothing.
          crypto.getRandomValues(noise)
          await book.kept.put({ name: NOISE, value: noise })
        }
      })
  } finally {
    await writing(book, [], () => book.kept.delete(NOISE))
  }
}

/** In one go and without waiting: of a page that goes away nothing else would still be written. */
function mark(book: Book): void {
  const tx = book.backendDB().transaction('kept', 'readwrite')
  tx.objectStore('kept').put({ name: IN_USE, value: document.visibilityState === 'visible' })
  // Not in browsers before 2020, which need no mark any more where they are not Chromium.
  tx.commit?.()
}

/** Mends the log where the last time ended hard, and marks from now on whether this one does. */
export async function keepLogWhole(book: Book): Promise<void> {
  if (!isChromium()) return
  const endedHard = (await book.kept.get(IN_USE))?.value === true
  mark(book)
  document.addEventListener('visibilitychange', () => book.isOpen() && mark(book))
  if (!endedHard || !(await hasRoom())) return
  await beginNewLog(book).catch((error: unknown) => {
    if (failureOf(error) !== 'storage-full') throw error // then there is no room for it
  })
}
