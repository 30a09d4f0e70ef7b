import { sha256 } from '#entry/crypto.ts'
import { joinBytes, toHex, type Id } from '#entry/format.ts'
import type { Beginning, BlobStore } from './blob-store.ts'

/** Files that live as long as the process: for tests and for trying things. */
export function createMemoryBlobs(): BlobStore {
  const whole = new Map<Id, Uint8Array>()
  const begun = new Map<string, Beginning & { at: number; bytes: Uint8Array }>()
  const nameOf = ({ hash, device }: Beginning) => `${hash}.${device}`
  const bytesOf = (one: Beginning) => begun.get(nameOf(one))?.bytes ?? new Uint8Array()

  return {
    begun: async (one) => bytesOf(one).length,
    async append({ hash, device }, bytes) {
      const one = { hash, device }
      begun.set(nameOf(one), { ...one, at: Date.now(), bytes: joinBytes(bytesOf(one), bytes) })
    },
    async finish(one) {
      const bytes = bytesOf(one)
      const isRight = toHex(await sha256(bytes)) === one.hash
      if (isRight) whole.set(one.hash, bytes)
      begun.delete(nameOf(one))
      return isRight
    },
    drop: async (one) => void begun.delete(nameOf(one)),
    beginnings: async () => [...begun.values()].map(({ hash, device, at }) => ({ hash, device, at })),
    size: async (hash) => whole.get(hash)?.length,
    read: async (hash, from, to) => whole.get(hash)?.slice(from, to),
    all: async () => [...whole].map(([hash, { length }]) => ({ hash, size: length })),
    hasRoom: async () => true,
  }
}
