import { ROSTER, wholeVolume } from '#rulebook/volumes.ts'
import type { Opened } from '#entry/format.ts'
import { judged } from '#ledger/absorb.ts'
import { admitBy, judgePiece, type Bench, type Piece } from '#ledger/bench.ts'
import { noRoster, take } from '#ledger/roster-memory.ts'
import type { Verdict } from '#rulebook/verdict.ts'
import type { StoredPlace } from '#server/log.ts'
import { hex8, VILLAGE } from '#support/book.ts'
import type { History } from './history.ts'

/** A phone that only reads, on the ledger's own bench: what Dexie would hold is in maps. */
export function reader({ book, founding, opened }: History) {
  const key = new Uint8Array(65)
  const owner = {
    village: VILLAGE,
    person: hex8(1),
    device: hex8(0x9999),
    key,
    relayKey: key,
    founding: founding.bytes,
  }
  const bench: Bench = { rows: new Map(), admissions: new Map(), memory: noRoster(), owner }
  const at = new Map<string, number>()

  function settle(piece: Piece, place?: StoredPlace) {
    const known = bench.rows.get(piece.opened.id)
    if (known?.line?.i === piece.line!.i && known.standing.is !== 'waiting') return false
    const row = judged(bench, piece)
    const isMoved = !known || known.standing.is !== row.standing.is
    bench.rows.set(row.id, row)
    admitBy(bench, piece.opened, row)
    return isMoved || place !== undefined
  }

  return {
    bench,
    /** Hears the next line of a volume, or one it had before; a gap is not heard. */
    hear(place: StoredPlace) {
      const k = at.get(place.volume) ?? 0
      if (place.k !== k + 1) return
      at.set(place.volume, place.k)
      const stored = book.numbered(place.i)!
      const line = { volume: place.volume, i: stored.i, at: stored.at, roster: stored.roster }
      settle({ opened: opened.get(stored.id)!, line }, place)
      if (wholeVolume(place.volume) === ROSTER) take(bench.memory.roster, bench.rows.get(stored.id)!)
    },
    /** Judges again what waited, until nothing moves. */
    settleWaiting() {
      for (let moved = true; moved;) {
        moved = false
        for (const row of [...bench.rows.values()])
          if (row.standing.is === 'waiting')
            moved = settle({ opened: opened.get(row.id)!, line: row.line! }) || moved
      }
    },
    /** What this phone says of an entry where the relay refused it. */
    verdict(entry: Opened, after: number, now: number): Verdict {
      const roster = bench.memory.roster.lines
      return judgePiece(bench, { opened: entry, line: { volume: '', i: after + 1, at: now, roster } }, now)
    },
  }
}

/** Volumes run against each other as `turns` says; each volume's own lines keep their order, some come twice. */
function interleaved(lines: readonly StoredPlace[], turns: readonly number[]): StoredPlace[] {
  const queues = new Map<string, StoredPlace[]>()
  for (const line of lines) queues.set(line.volume, [...(queues.get(line.volume) ?? []), line])
  const order: StoredPlace[] = []
  let turn = 0
  while (queues.size) {
    const n = turns[turn++ % turns.length]!
    const name = [...queues.keys()][n % queues.size]!
    const queue = queues.get(name)!
    const chunk = queue.splice(0, 1 + (n % 5))
    order.push(...chunk, ...(n % 3 ? [] : chunk))
    if (!queue.length) queues.delete(name)
  }
  return order
}

/** A phone that has heard a whole history. */
export function read(history: History, turns: readonly number[]) {
  const phone = reader(history)
  for (const place of interleaved(history.lines, turns)) {
    phone.hear(place)
    if (turns.length % 2) phone.settleWaiting()
  }
  phone.settleWaiting()
  return phone
}
