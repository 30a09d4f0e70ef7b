import type { Hex8 } from '#entry/format.ts'
import type { Presence } from './draft-message.ts'

/** Who is here: each connection speaks for itself alone, under the person that the relay knows it to be. */
export function createPresences<Key>() {
  const known = new Map<Key, Presence & { person: Hex8 }>()

  return {
    all: () => [...known.values()],
    /** Takes what a connection says of itself; undefined where it said nothing new. Echoes of others are no word. */
    heard(key: Key, person: Hex8, said: readonly Presence[]) {
      const before = known.get(key)
      const taken = new Set([...known].flatMap(([other, { client }]) => (other === key ? [] : [client])))
      const own = said.find(({ client }) => (before ? client === before.client : !taken.has(client)))
      if (!own || (before && own.clock < before.clock)) return undefined
      const now = { ...own, person }
      known.set(key, now)
      return now
    },
    /** A connection is gone, and with it who was here by it. */
    left(key: Key) {
      const gone = known.get(key)
      known.delete(key)
      return gone && { ...gone, clock: gone.clock + 1, isHere: false }
    },
  }
}
