// A phone without IndexedDB that judges as the real one does: on the ledger's own bench, with what a village's log holds.
import { ROSTER } from '#rulebook/volumes.ts'
import { judged } from '#ledger/absorb.ts'
import { admitBy, type Bench } from '#ledger/bench.ts'
import type { Book, Row } from '#ledger/book.ts'
import { openAll } from '#ledger/opening.ts'
import { noRoster, take } from '#ledger/roster-memory.ts'
import type { TestVillage } from './village.ts'

/** What the phone makes of an entry at a place; of bytes that do not open, why. */
export type Made = Row | 'unreadable' | 'bad-encoding' | 'unknown-version'

export async function phoneOnBench(v: TestVillage) {
  const { village, founding, relay } = v
  const { person, device, key } = v.phones.王大婶
  const owner = { village, person, device, key, relayKey: relay.relayKey, founding }
  const bench: Bench = { rows: new Map(), admissions: new Map(), memory: noRoster(), owner }
  const book = {
    backendDB: () => null,
    admissions: { bulkGet: async (ids: string[]) => ids.map((id) => bench.admissions.get(id)) },
  }

  /** Opens and judges an entry that the relay says has this number, and keeps nothing of it. */
  async function judge(bytes: Uint8Array, i: number, at: number) {
    const [opened] = await openAll(book as unknown as Book, owner, [bytes])
    if (!opened || opened === 'unreadable') return { made: 'unreadable' as const }
    if ('why' in opened) return { made: opened.why, id: opened.id }
    const line = { volume: '', i, at, roster: bench.memory.roster.lines }
    return { made: judged(bench, { opened, line }), opened, id: opened.id }
  }

  return {
    bench,
    judge,
    /** Hears that an entry stands, and keeps what it makes of it. */
    async hear(bytes: Uint8Array, i: number, at: number): Promise<Made> {
      const { made, opened } = await judge(bytes, i, at)
      if (typeof made === 'string') return made
      // What it heard before stays as it was judged then.
      if (bench.rows.has(made.id)) return made
      bench.rows.set(made.id, made)
      admitBy(bench, opened!, made)
      if (made.standing.is === 'receipted' && made.stands[0] === ROSTER) take(bench.memory.roster, made)
      return made
    },
    /** Hears all that stands in the village. */
    async catchUp() {
      for (let i = 1; i <= v.log.lastNumber(); i++) {
        const stored = v.log.numbered(i)
        if (stored) await this.hear(stored.bytes, i, stored.at)
      }
    },
    /** Whether an entry of this device under this number stands. */
    hasNumber: (of: Pick<Row, 'device' | 'seq'>) =>
      [...bench.rows.values()].some(({ device: by, seq }) => by === of.device && seq === of.seq),
  }
}
export type PhoneOnBench = Awaited<ReturnType<typeof phoneOnBench>>
