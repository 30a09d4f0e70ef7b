// Runs in the worker, where neither Dexie nor CBOR's library is worth its weight. It only reads the book: what the
// relay answers is learnt by the page when it is next opened, which offers again and hears "have it already".

/** As ledger/book.ts names them. */
const [BOOK, ENTRIES, BY_STANDING] = ['xiangyin-book', 'entries', 'standing.is']
const MOST = 64
const MOST_BYTES = 48 * 1024
/** So many alone were too large for someone in between: he lets nothing through. */
const TOO_LARGE = 3

interface Waiting {
  /** The newest first. */
  order: number
  bytes: Uint8Array
}

/**
 * Hands in what is only on this phone, in its order, by plain HTTP. Rejects where the network does not carry it, so
 * that the browser tries again later.
 */
export async function offerInBackground(): Promise<void> {
  const waiting: Pick<Waiting, 'bytes'>[] = await provisional()
  let most = MOST_BYTES
  let tooLarge = 0
  while (waiting.length > 0) {
    const parcel = parcelOf(waiting, most)
    const answer = await fetch('/v1/offer', {
      method: 'POST',
      headers: { 'content-type': 'application/cbor' },
      body: cborOf(parcel) as BufferSource,
      redirect: 'error',
      credentials: 'omit',
    })
    // Too large for someone in between: in smaller parcels.
    if (answer.status === 413 && parcel.length > 1) {
      most = parcel.reduce((sum, { length }) => sum + length, 0) / 2
      waiting.unshift(...parcel.map((bytes) => ({ bytes })))
      continue
    }
    // Too large even alone: it is not in the way of the others, and the app says what becomes of it.
    if (answer.status === 413 && ++tooLarge < TOO_LARGE) continue
    if (answer.status >= 500 || answer.status === 413 || answer.status === 429)
      throw new Error(`busy: ${answer.status}`)
    // A page of someone in between, be it a login with 200 or a "forbidden": nothing is handed in.
    if (answer.headers.get('content-type') !== 'application/cbor') throw new Error('no network')
    // The relay's own 4xx: this phone is not admitted (any more), and trying again would not change that.
    if (!answer.ok) return
  }
  if (tooLarge > 0) throw new Error('too large for someone in between')
}

function parcelOf(waiting: Pick<Waiting, 'bytes'>[], most: number): Uint8Array[] {
  let size = 0
  const fits = waiting.findIndex(({ bytes }, n) => ((size += bytes.length) > most || n >= MOST) && n > 0)
  return waiting.splice(0, fits < 0 ? waiting.length : fits).map(({ bytes }) => bytes)
}

/** A list of byte strings in CBOR (RFC 8949), each length in its shortest form. */
export function cborOf(list: readonly Uint8Array[]): Uint8Array {
  const head = (major: number, n: number) =>
    n < 24 ? [major + n] : n < 256 ? [major + 24, n] : [major + 25, n >> 8, n & 255]
  const parts = [head(0x80, list.length), ...list.flatMap((bytes) => [head(0x40, bytes.length), bytes])]
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** What the relay has not answered yet; nothing where the book is not there or cannot be read. */
function provisional(): Promise<Waiting[]> {
  return new Promise((resolve) => {
    const opening = indexedDB.open(BOOK)
    // No book yet: it must not be this worker that makes one.
    opening.onupgradeneeded = () => opening.transaction?.abort()
    opening.onerror = opening.onblocked = () => resolve([])
    opening.onsuccess = () => {
      const book = opening.result
      const done = (rows: Waiting[]) => {
        book.close()
        resolve(rows.sort((a, b) => b.order - a.order))
      }
      try {
        const asked = book.transaction(ENTRIES).objectStore(ENTRIES).index(BY_STANDING).getAll('provisional')
        asked.onsuccess = () => done(asked.result as Waiting[])
        asked.onerror = () => done([])
      } catch {
        done([]) // a book of another shape: a newer app's
      }
    }
  })
}
