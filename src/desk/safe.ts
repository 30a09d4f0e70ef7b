import type { Id } from '#entry/format.ts'
import { buckets, SAFE } from '#identity/buckets.ts'
import type { Identity, Likeness } from '#identity/identity.ts'
import { openKeysDb, type KeysDb } from '#identity/keys-db.ts'
import { ownerOf } from '#identity/owner.ts'
import type { Book, DraftRow } from '#ledger/book.ts'
import type { Ledger } from '#ledger/ledger.ts'
import { onlyHereIn } from '#ledger/outbox.ts'
import type { PenPort } from './ports.ts'

export interface SafeGround {
  identity: Identity
  ledger: Ledger
  pen: PenPort
  /** Which bucket; another one only in tests. */
  bucket?: string
}
/** What no relay could give back, but for pictures: these would be too much to keep twice. */
interface Kept {
  likeness: Likeness
  entries: { id: Id; bytes: Uint8Array; own: 0 | 1 }[]
  drafts: DraftRow[]
}

const KEPT = 'kept'
/** Stands in the book that the safe is a copy of: a book without it is new, or was emptied. */
const IS_COPIED = 'inSafe'
/** So long after a change (ms): behind what somebody waits for. */
const SOON_MS = 1000

const whatToKeep = (book: Book) =>
  book.transaction('r', [book.kept, book.entries, book.unsent], async () => {
    const [mark, rows, drafts] = await Promise.all([
      book.kept.get(IS_COPIED),
      onlyHereIn(book),
      book.unsent.toArray(),
    ])
    return { isCopied: !!mark, entries: rows.map(({ id, bytes, own }) => ({ id, bytes, own })), drafts }
  })

/**
 * 保险匣: a second copy of this phone's keys, unsent words and drafts, in a database of its own. Where Chromium finds one
 * record of a site's databases broken, as it may after two power cuts, it throws all of them away, but not a bucket's.
 */
export function safeOf({ identity, ledger, pen, bucket = SAFE }: SafeGround) {
  /** Opened anew each time: the browser may close it at any moment, and says so to nobody. */
  async function within<T>(deed: (db: KeysDb) => Promise<T>): Promise<T> {
    const db = await openKeysDb('xiangyin-safe', (await buckets()!.open(bucket)).indexedDB)
    try {
      return await deed(db)
    } finally {
      db.close()
    }
  }

  /** Puts back what a book lacks; another person's copy is left alone. */
  async function takeOut({ likeness, entries, drafts }: Kept) {
    const [mine, theirs] = [ownerOf(identity.self()), ownerOf(likeness.self)]
    if (mine?.village !== theirs?.village || mine?.person !== theirs?.person) return
    const door = await pen()
    for (const { id, bytes, own } of entries) {
      // Not sure of them: until the roster has come again, the relay is the one to judge.
      await door.enter(bytes, Date.now(), false)
      // Words under keys that were revoked since are this person's still.
      await ledger.book.entries.update(id, { own })
    }
    for (const draft of drafts) if (!(await ledger.read.draft(draft.key))) await ledger.saveDraft(draft)
  }
  const copy = () =>
    within(async (db) => {
      const likeness = await identity.likeness()
      if (!likeness || !ownerOf(likeness.self)) return
      let { isCopied, entries, drafts } = await whatToKeep(ledger.book)
      if (!isCopied) {
        const kept = await db.get<Kept>(KEPT)
        if (kept) await takeOut(kept)
        await (await pen()).keep(IS_COPIED, true)
        ;({ isCopied, entries, drafts } = await whatToKeep(ledger.book))
      }
      if (isCopied) await db.change<Kept>(KEPT, () => ({ likeness, entries, drafts }))
    })

  return {
    /** For a phone without keys: they are as before, and in an empty book there is again what was unsent. */
    async restore(): Promise<void> {
      const kept = await within((db) => db.get<Kept>(KEPT))
      if (!kept) return
      await identity.revive(kept.likeness)
      await copy()
    },
    /** Keeps the copy alike until the returned stop. What fails is tried with the next change: the book has it all. */
    follow(): () => void {
      let timer: ReturnType<typeof setTimeout> | undefined
      let copying: Promise<void> = Promise.resolve()
      const now = () => (copying = copying.then(copy).catch(() => {}))
      const soon = () => {
        clearTimeout(timer)
        timer = setTimeout(now, SOON_MS)
      }
      void now()
      const stops = [
        identity.watch(soon),
        ledger.read.counts().subscribe(soon, () => {}),
        ledger.read.drafts().subscribe(soon, () => {}),
      ]
      return () => {
        clearTimeout(timer)
        stops.forEach((stop) => stop())
      }
    },
  }
}
