import type { Hex8, Id } from '#entry/format.ts'
import { BOOK_NAME, describeBook, type Book, type DraftRow } from './book.ts'
import { holdReserve, saveDraft } from './drafts.ts'
import { ALARMS_SAVED, reader, type Reader } from './queries.ts'
import { keep, writing } from './writing.ts'

/** 账本: this phone's copy of the book, open for reading and for drafts; the pen comes later. */
export interface Ledger {
  book: Book
  read: Reader
  saveDraft(draft: DraftRow): Promise<void>
  dropDraft(key: string): Promise<void>
  markSeen(subject: string, at: number): Promise<void>
  alarmsSaved(count: number): Promise<void>
  /** Keeps a megabyte free for drafts; called when the phone is idle. */
  holdReserve(): Promise<void>
  /** Called once when a newer app in another tab takes the book over: this one must be loaded again. */
  onOutdated(outdated: () => void): void
  close(): void
}
/**
 * hung: the browser does not answer, as after a crash or while another tab blocks; failed: it says no. What hangs may
 * only be slow: `late` resolves once it has opened all the same (and is closed again), and otherwise never.
 */
export interface NotOpened {
  failed: 'hung' | 'failed'
  error?: unknown
  late: Promise<void>
}
/** The `late` of what did not open. */
export const whenOpen = (opening: Promise<boolean>): Promise<void> =>
  new Promise((resolve) => void opening.then((isOpen) => isOpen && resolve()))

export const OPEN_WITHIN_MS = 5000

/** Opens the book, or says within five seconds that it cannot be opened. Never a spinner without an end. */
export async function openLedger(name = BOOK_NAME, withinMs = OPEN_WITHIN_MS): Promise<Ledger | NotOpened> {
  let ownWork: () => void
  const upgrading = new Promise<void>((resolve) => (ownWork = resolve))
  const book = describeBook(name, () => ownWork())
  let outdated = () => {}
  book.on('versionchange', () => {
    book.close()
    outdated()
    // Or Dexie's own listener would follow, and silently open the upgraded book again for old code to write.
    return false
  })
  const hung = new Promise<'hung'>((resolve) => {
    const timer = setTimeout(() => resolve('hung'), withinMs)
    // A large book that is being rewritten takes its time, and does not hang.
    void upgrading.then(() => clearTimeout(timer))
  })
  const opening = book.open().then(
    () => 'open' as const,
    (error: unknown) => ({ failed: 'failed' as const, error }),
  )
  const opened = await Promise.race([opening, hung])
  if (opened !== 'open') {
    // Closed again, or it would stand in the way of whoever opens it next.
    const late = whenOpen(opening.then((is) => is === 'open' && (book.close(), true)))
    return opened === 'hung' ? { failed: 'hung', late } : { ...opened, late }
  }
  return {
    book,
    read: reader(book),
    saveDraft: (draft) => saveDraft(book, draft),
    dropDraft: (key) => writing(book, [book.unsent], () => book.unsent.delete(key)),
    markSeen: (subject: Id | Hex8, at) => keep(book, `seen ${subject}`, at),
    alarmsSaved: (count) => keep(book, ALARMS_SAVED, count),
    holdReserve: () => holdReserve(book),
    onOutdated: (called) => void (outdated = called),
    close: () => book.close(),
  }
}
