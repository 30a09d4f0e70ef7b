import type { Id, Opened } from '#entry/format.ts'
import type { Head, SignedHead } from '#entry/heads.ts'
import type { Verdict } from '#rulebook/verdict.ts'
import type { Answer, Turnout } from '#rulebook/wire.ts'
import { absorb, type Absorbed, type Slice } from './absorb.ts'
import { discard, handInAgain, markOffered, noneOffered, takeAnswers } from './answers.ts'
import type { Owner } from './bench.ts'
import { emptyVolume, type Book, type Reason, type Row, type TurnoutRow, type VolumeRow } from './book.ts'
import { enterOwn } from './enter.ts'
import { evidence } from './evidence.ts'
import { takeHead } from './heads.ts'
import { lacks, type Lack } from './lacks.ts'
import { findLost } from './lost.ts'
import { openAll } from './opening.ts'
import { outbox, type Outgoing } from './outbox.ts'
import { live, type Live } from './live.ts'
import { exportUnsent, importUnsent, type Imported } from './parcel.ts'
import { readAnew } from './read-anew.ts'
import { refills, type Refill } from './refill.ts'
import { rejudge } from './rejudge.ts'
import { signAnew, type Sign } from './resign.ts'
import { keepRoster } from './roster-keeper.ts'
import { keepOlder, takeTime, type Greeted } from './time.ts'
import { keep, writing } from './writing.ts'

/** 笔: the writing half of the ledger. Loaded after the first paint; everything that enters the book passes here. */
export interface Pen {
  /** Enters an own entry, just signed. `sure`: the roster has arrived, so that a refusal is final. */
  enter(bytes: Uint8Array, now: number, sure: boolean): Promise<Verdict>
  /** Takes what the relay sends of a volume. */
  absorb(slice: Slice, items: readonly Uint8Array[]): Promise<Absorbed>
  /** Takes answers to offers; what must be signed anew is, with `sign`. */
  answered(answers: readonly Answer[], relayEpoch: number, sign: Sign): Promise<void>
  offered(ids: readonly Id[]): Promise<void>
  noneOffered(): Promise<void>
  handInAgain(): Promise<void>
  outbox(): Live<Outgoing[]>
  /** What this phone has of each volume. */
  places(): Promise<VolumeRow[]>
  place(volume: string): Promise<VolumeRow | undefined>
  head(head: Head, signed: SignedHead): Promise<void>
  /** Takes the village's head, with its time, that the relay signs on greeting. */
  time(head: Head, signed: SignedHead): Promise<Greeted>
  /** What this phone has beyond the number of the relay that greets with this head. */
  lacks(head: Head): Promise<Lack[]>
  /** The relay that greeted with this head did not ask for what its book lacks, or takes nothing back. */
  older(signed: SignedHead, o: { before?: SignedHead | undefined; isGivenBack: boolean }): Promise<boolean>
  /** Whether what the relay said it received is missing from all it sent under this head; it is handed in again. */
  lost(signed: SignedHead): Promise<boolean>
  turnout(turnout: Turnout, signed: TurnoutRow['signed']): Promise<void>
  /** The volume is issued anew: its lines are forgotten, its entries stay until they come again. */
  reset(volume: string, epoch: number): Promise<void>
  freeze(volume: string, reason: Reason, bytes: Uint8Array[]): Promise<void>
  refills(volume: string, from: number, maxBytes: number): Promise<Refill[]>
  discard(id: Id): Promise<void>
  keep(name: string, value: unknown): Promise<void>
  exportUnsent(): Promise<Uint8Array>
  importUnsent(file: Uint8Array, now: number): Promise<Imported>
}

/** Takes the pen for the phone's owner. `entered`: an own entry has just been kept. */
export function takePen(book: Book, owner: Owner, entered = (_: Row) => {}): Pen {
  const keeper = keepRoster(book)
  // What fails here is tried again with the next start; until then it shows as the earlier app read it.
  void readAnew(book, keeper, owner).catch(() => undefined)
  return {
    async enter(bytes, now, sure) {
      const [opened] = await openAll(book, owner, [bytes])
      if (!isOpened(opened)) throw new Error('an own entry does not open')
      const { verdict, row } = await enterOwn(book, keeper, owner, opened, now, sure)
      if (row) entered(row)
      return verdict
    },
    async absorb(slice, items) {
      const absorbed = await absorb(book, keeper, owner, slice, items)
      await rejudge(book, keeper, owner)
      return absorbed
    },
    async answered(answers, relayEpoch, sign) {
      const forked = await takeAnswers(book, answers, { village: owner.village, relayEpoch })
      if (forked.length > 0) await signAnew(book, keeper, owner, forked, sign)
    },
    offered: (ids) => markOffered(book, ids, true),
    noneOffered: () => noneOffered(book),
    handInAgain: () => handInAgain(book),
    outbox: () => live(() => outbox(book)),
    places: () => book.volumes.toArray(),
    place: (volume) => book.volumes.get(volume),
    head: (head, signed) => takeHead(book, head, signed),
    time: (head, signed) => takeTime(book, head, signed),
    lacks: (head) => lacks(book, head),
    older: (signed, o) => keepOlder(book, signed, o),
    lost: (signed) => findLost(book, signed),
    turnout: (turnout, signed) =>
      writing(book, [book.turnouts], async () => {
        const known = await book.turnouts.get(turnout.vote)
        if (!known || known.turnout.at <= turnout.at)
          await book.turnouts.put({ vote: turnout.vote, turnout, signed })
      }),
    reset: (volume, epoch) =>
      writing(book, [book.lines, book.volumes], async () => {
        await book.lines.where('[volume+k]').between([volume, 0], [volume, Infinity]).delete()
        await book.volumes.put(emptyVolume(volume, epoch))
      }),
    freeze: (volume, reason, bytes) =>
      writing(book, [book.volumes, book.evidence], async () => {
        const row = (await book.volumes.get(volume)) ?? emptyVolume(volume, 1)
        // What did not hold then cannot hold now: that is no further lie.
        if (row.frozen) return
        await book.volumes.put({ ...row, frozen: reason })
        await book.evidence.put(evidence(reason, volume, bytes, String(row.k + 1)))
      }),
    refills: (volume, from, maxBytes) => refills(book, volume, from, maxBytes),
    discard: (id) => discard(book, id),
    keep: (name, value) => keep(book, name, value),
    exportUnsent: () => exportUnsent(book, owner.village),
    importUnsent: (file, now) => importUnsent(book, keeper, owner, file, now),
  }
}

const isOpened = (one: unknown): one is Opened => typeof one === 'object' && one !== null && 'fields' in one
