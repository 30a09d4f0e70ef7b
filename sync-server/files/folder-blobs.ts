import { mkdirSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises'
import path from 'node:path'
import { sha256 } from '#entry/crypto.ts'
import { toHex, type Id } from '#entry/format.ts'
import type { Beginning, BlobStore } from './blob-store.ts'

const BEGUN = 'begun'
const WHOLE = /^[0-9a-f]{64}$/
const PART = /^([0-9a-f]{64})\.([0-9a-f]{16})$/
/** Kept free for the book. */
const SPARE_BYTES = 512 * 1024 * 1024

/** Files in a folder: `ab/abcd…` those that are whole, `begun/abcd….device` those on their way in. */
export function openBlobFolder(folder: string, spareBytes = SPARE_BYTES): BlobStore {
  mkdirSync(path.join(folder, BEGUN), { recursive: true, mode: 0o700 })
  const shelfOf = (hash: Id) => path.join(folder, hash.slice(0, 2))
  const placeOf = (hash: Id) => path.join(shelfOf(hash), hash)
  const beginningOf = ({ hash, device }: Beginning) => path.join(folder, BEGUN, `${hash}.${device}`)
  const sizeOf = async (file: string) => (await stat(file).catch(unlessMissing))?.size
  /** Those whose name may not outlast a power cut: nobody is told that they stand. */
  const unflushed = new Set<Id>()
  /** A name is on disk only when its folder is. */
  async function keepName(hash: Id) {
    for (const changed of [shelfOf(hash), folder, path.join(folder, BEGUN)]) await flush(changed)
    unflushed.delete(hash)
  }

  return {
    begun: async (one) => (await sizeOf(beginningOf(one))) ?? 0,

    async append(one, bytes) {
      const file = await open(beginningOf(one), 'a', 0o600)
      try {
        const { size } = await file.stat()
        const written = file.appendFile(bytes).then(() => file.datasync())
        // A later flush that succeeds says nothing of bytes that this one lost: they are to be sent anew.
        await written.catch(async (error: unknown) => {
          await file.truncate(size)
          throw error
        })
      } finally {
        await file.close()
      }
    },

    async finish(one) {
      const from = beginningOf(one)
      const isRight = toHex(await sha256(await readFile(from))) === one.hash
      if (!isRight) {
        await rm(from)
        return false
      }
      // A relay that ended between a write and its flush left bytes that only look kept.
      await flush(from)
      await mkdir(shelfOf(one.hash), { recursive: true, mode: 0o700 })
      unflushed.add(one.hash)
      await rename(from, placeOf(one.hash))
      await keepName(one.hash)
      return true
    },

    drop: (one) => rm(beginningOf(one), { force: true }),

    async beginnings() {
      const names = await readdir(path.join(folder, BEGUN))
      const found = names.map(async (name) => {
        const [, hash, device] = PART.exec(name) ?? []
        const at = (await stat(path.join(folder, BEGUN, name)).catch(unlessMissing))?.mtimeMs
        return hash && device && at !== undefined ? [{ hash, device, at }] : []
      })
      return (await Promise.all(found)).flat()
    },

    async size(hash) {
      const size = await sizeOf(placeOf(hash))
      if (size !== undefined && unflushed.has(hash)) await keepName(hash)
      return size
    },

    async read(hash, from, to) {
      const file = await open(placeOf(hash), 'r').catch(unlessMissing)
      if (!file) return undefined
      try {
        const bytes = new Uint8Array(Math.max(0, Math.min(to, (await file.stat()).size) - from))
        const { bytesRead } = await file.read(bytes, 0, bytes.length, from)
        return bytes.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    },

    async all() {
      const found: { hash: Id; size: number }[] = []
      for (const shelf of await readdir(folder)) {
        if (shelf === BEGUN) continue
        for (const hash of await readdir(path.join(folder, shelf)).catch(() => []))
          if (WHOLE.test(hash)) found.push({ hash, size: (await sizeOf(placeOf(hash))) ?? 0 })
      }
      return found
    },

    async hasRoom() {
      const { bavail, bsize } = await statfs(folder)
      return bavail * bsize > spareBytes
    },
  }
}

/** What is not there is no error; that the disk cannot be read is one. */
function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

async function flush(place: string): Promise<void> {
  const opened = await open(place, 'r')
  try {
    await opened.sync()
  } finally {
    await opened.close()
  }
}
