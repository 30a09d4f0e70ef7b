// A ledger without sync: what a relay would send is taken from its log and absorbed by hand.
import { FIRST, packItem, type Line, type LineClass } from '#entry/lines.ts'
import type { Owner } from '#ledger/bench.ts'
import { openLedger, type Ledger } from '#ledger/ledger.ts'
import { takePen, type Pen } from '#ledger/pen.ts'
import type { Someone, TestVillage } from '#support/village.ts'

export interface BenchPhone {
  name: string
  ledger: Ledger
  pen: Pen
  owner: Owner
}

let count = 0
const open: Ledger[] = []

/** A book on a phone that was admitted in the village with the keys of the test village's own phone. */
export async function benchPhone(
  v: TestVillage,
  who: Someone = '王大婶',
  name = `bench ${Date.now()} ${++count}`,
) {
  const ledger = await openLedger(name)
  if ('failed' in ledger) throw new Error(ledger.failed)
  open.push(ledger)
  const { person, device, key } = v.phones[who]
  const owner: Owner = {
    village: v.village,
    person,
    device,
    key,
    relayKey: v.relay.relayKey,
    founding: v.founding,
  }
  return { name, ledger, pen: takePen(ledger.book, owner, ledger.read.entered), owner }
}

export function closeBooks() {
  for (const ledger of open.splice(0)) ledger.close()
}

export interface Placed {
  line: Line
  entry: Uint8Array
}

/** The lines of a volume as the relay has them. */
export function linesOf(v: TestVillage, volume: string): Placed[] {
  return v.log.places(volume, 1, 10_000).map((place) => {
    const { i, at, roster, bytes } = v.log.numbered(place.i)!
    return { line: { k: place.k, i, at, roster, class: place.class as LineClass }, entry: bytes }
  })
}

/** As items of the volume, from line `from` on. */
export function pack(lines: readonly Placed[], from = 1): Uint8Array[] {
  return lines
    .slice(from - 1)
    .map(({ line, entry }, n) => packItem(lines[from - 2 + n]?.line ?? FIRST, line, entry))
}

/** Absorbs a volume as the relay has it, or with its lines changed. */
export async function take(
  v: TestVillage,
  pen: Pen,
  volume: string,
  o: { from?: number; change?: (lines: Placed[]) => Placed[] } = {},
) {
  const lines = o.change ? o.change(linesOf(v, volume)) : linesOf(v, volume)
  return pen.absorb({ volume, epoch: 1, from: o.from ?? 1 }, pack(lines, o.from ?? 1))
}

/** Everything that can be seen of a book, for comparing two of them. */
export async function contents({ ledger: { book } }: BenchPhone) {
  const entries = await book.entries.toArray()
  const lines = await book.lines.toArray()
  return {
    entries: entries.map(({ id, standing, author, subject, order }) => ({
      id,
      standing,
      author,
      subject,
      order,
    })),
    lines: lines.map(({ volume, k, id, i, at }) => ({ volume, k, id, i, at })),
    volumes: (await book.volumes.toArray()).map(({ name, k, chain }) => ({ name, k, chain })),
    admissions: (await book.admissions.toArray()).map(({ device, person, i }) => ({ device, person, i })),
  }
}

export const flipped = (bytes: Uint8Array, at: number): Uint8Array => {
  const changed = bytes.slice()
  changed[at < 0 ? changed.length + at : at]! ^= 1
  return changed
}
