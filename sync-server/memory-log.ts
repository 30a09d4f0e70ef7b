import type { Batch, Log, StoredEntry, StoredPlace } from './log.ts'

/** A log that lives as long as the process: for tests and for trying things. */
export function createMemoryLog(): Log {
  const byId = new Map<string, StoredEntry>()
  const byNumber = new Map<number, StoredEntry>()
  const bySeq = new Map<string, string>()
  const parts = new Map<string, StoredPlace[]>()
  const metas = new Map<string, Uint8Array>()
  let last = 0

  function write({ entries, places, meta = [] }: Batch) {
    for (const entry of entries) {
      byId.set(entry.id, entry)
      byNumber.set(entry.i, entry)
      bySeq.set(`${entry.device} ${entry.seq}`, entry.id)
      last = Math.max(last, entry.i)
    }
    for (const place of places) {
      const part = parts.get(place.volume)
      if (part) part[place.k - 1] = place
      else parts.set(place.volume, [place])
    }
    for (const [key, value] of meta) {
      if (value) metas.set(key, value)
      else metas.delete(key)
    }
  }

  return {
    append: async (batch) => write(batch),
    entry: (id) => byId.get(id),
    numbered: (i) => byNumber.get(i),
    bySeq: (device, seq) => bySeq.get(`${device} ${seq}`),
    place: (volume, k) => parts.get(volume)?.[k - 1],
    places: (volume, fromK, limit) => parts.get(volume)?.slice(fromK - 1, fromK - 1 + limit) ?? [],
    lastPlaces: () => [...parts.values()].map((part) => part.at(-1)!),
    lastNumber: () => last,
    meta: (key) => metas.get(key),
    metas: (prefix) =>
      [...metas].filter(([key]) => key.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1)),
    close: async () => {},
  }
}
