import { buckets, SAFE } from '#identity/buckets.ts'
import { fetchedOnce } from '#identity/fetched-once.ts'
import type { Identity, Likeness } from '#identity/identity.ts'
import { openKeysDb } from '#identity/keys-db.ts'
import { ownerOf } from '#identity/owner.ts'
import type { DraftRow } from '#ledger/book.ts'
import type { Ledger } from '#ledger/ledger.ts'
import { firstOf } from './first-of.ts'
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
  entries: Uint8Array[]
  drafts: DraftRow[]
}

const KEPT = 'kept'
/** Stands in the book that the safe is a copy of: a book without it is new, or was emptied. */
const IS_COPIED = 'inSafe'
/** So long after a change (ms): behind what somebody waits for. */
const SOON_MS = 1000

/**
 * 保险匣: a second copy of this phone's keys, unsent words and drafts, in a database of its own. Where Chromium finds one
 * record of a site's databases broken, as it may after two power cuts, it throws all of them away, but not a bucket's.
 */
export function safeOf({ identity, ledger, pen, bucket = SAFE }: SafeGround) {
  const open = fetchedOnce(async () => openKeysDb('xiangyin-safe', (await buckets()!.open(bucket)).indexedDB))

  async function takeOut({ entries, drafts }: Kept) {
    const door = await pen()
    // Not sure of them: until the roster has come again, the relay is the one to judge.
    for (const bytes of entries) await door.enter(bytes, Date.now(), false)
    for (const draft of drafts) if (!(await ledger.read.draft(draft.key))) await ledger.saveDraft(draft)
  }
  async function copy() {
    const likeness = await identity.likeness()
    if (!ownerOf(likeness?.self)) return
    const [db, door] = await Promise.all([open(), pen()])
    if (!(await ledger.read.kept(IS_COPIED))) {
      const kept = await db.get<Kept>(KEPT)
      if (kept) await takeOut(kept)
      await door.keep(IS_COPIED, true)
    }
    const entries = (await firstOf(door.outbox())).map(({ entry }) => entry)
    const drafts = await firstOf(ledger.read.drafts())
    await db.change<Kept>(KEPT, () => ({ likeness: likeness!, entries, drafts }))
  }

  return {
    /** For a phone without keys: they are as before, and in an empty book there is again what was unsent. */
    async restore(): Promise<void> {
      const kept = await (await open()).get<Kept>(KEPT)
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
