// A phone's ledger in memory, for a process without IndexedDB: it unpacks, opens and chains as the real one does, and
// keeps lines and nothing else. What the real one makes of mutated frames is in tests/sync/mutated.browser.test.ts.
import { nextChain, NO_CHAIN } from '#entry/chains.ts'
import type { Hex8, Id } from '#entry/format.ts'
import type { Head } from '#entry/heads.ts'
import { FIRST, unpackItem, type Line } from '#entry/lines.ts'
import type { Book } from '#ledger/book.ts'
import { openAll } from '#ledger/opening.ts'
import type { Door, Place } from '#sync/ports.ts'
import type { TestVillage } from '#support/village.ts'
import { quietDoor } from '../sync/quiet-door.ts'

interface Volume extends Place {
  line: Line
  lines: { id: Id; chain: string; isGood: boolean }[]
}
export type Held = Map<string, Volume>

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** What is held, line by line, as text to compare. */
export const shown = (held: Held): string =>
  JSON.stringify([...held].map(([name, { epoch, lines }]) => [name, epoch, lines]))

/** A ledger that goes on from `before`, and what the session did to it. */
export function heldLedger(v: TestVillage, before: Held = new Map()) {
  const held: Held = new Map([...before].map(([name, one]) => [name, { ...one, lines: [...one.lines] }]))
  const admissions = new Map(Object.values(v.phones).map((phone) => [phone.device, phone]))
  const book = {
    backendDB: () => null,
    admissions: { bulkGet: async (ids: Hex8[]) => ids.map((id) => admissions.get(id)) },
  }
  const { person, device, key } = v.phones.王大婶
  const { village, founding, relay } = v
  const owner = { village, person, device, key, relayKey: relay.relayKey, founding }
  const signed: Head[] = []
  const empty = (name: string, epoch: number): Volume => ({
    name,
    epoch,
    k: 0,
    chain: NO_CHAIN,
    line: FIRST,
    lines: [],
  })

  async function grow(one: Volume, items: readonly Uint8Array[]): Promise<Volume> {
    let { line, chain } = one
    const lines = [...one.lines]
    const frozen = { ...one, frozen: 'bad-bytes' }
    for (const item of items) {
      const unpacked = unpackItem(line, item)
      const [opened] = unpacked ? await openAll(book as unknown as Book, owner, [unpacked.entry]) : []
      if (!unpacked || !opened || opened === 'unreadable') return { ...frozen, line, chain, k: line.k, lines }
      line = unpacked.line
      chain = await nextChain(one.name, one.epoch, chain, line, opened.id)
      const isGood = 'fields' in opened && opened.signature === 'good' && opened.proven
      lines.push({ id: opened.id, chain: hex(chain), isGood })
    }
    return { ...one, line, chain, k: line.k, lines }
  }

  const door: Door = {
    ...quietDoor,
    async absorb({ volume, epoch, from }, items) {
      const one = held.get(volume) ?? empty(volume, epoch)
      if (one.frozen) return 'frozen'
      if (one.epoch !== epoch || from > one.k + 1) return 'gap'
      const grown = await grow(one, items.slice(one.k + 1 - from))
      held.set(volume, grown)
      return grown.frozen ? 'frozen' : 'done'
    },
    places: async () => [...held.values()],
    place: async (volume) => held.get(volume),
    reset: async (volume, epoch) => void held.set(volume, empty(volume, epoch)),
    async freeze(volume, reason) {
      held.set(volume, { ...(held.get(volume) ?? empty(volume, 1)), frozen: reason })
    },
    async time(head) {
      signed.push(head)
      return 'held'
    },
    head: async (head) => void signed.push(head),
  }
  return { door, held, signed }
}
export type HeldLedger = ReturnType<typeof heldLedger>
