import { describe, expect, test } from 'vitest'
import { sha256 } from '#entry/crypto.ts'
import { joinBytes, toHex } from '#entry/format.ts'
import type { BlobStore } from '#server/files/blob-store.ts'

export const noise = (length: number, seed = 1): Uint8Array =>
  Uint8Array.from({ length }, (_, n) => (n * 31 + seed * 17 + (n >> 8)) & 255)
export const hashOf = async (bytes: Uint8Array) => toHex(await sha256(bytes))

const LI = 'd000000000000001'
const WANG = 'd000000000000002'

/** What every store of files must do. `reopen`: a new one upon what the last one left. */
export function blobsContract(
  name: string,
  o: { open(): Promise<BlobStore>; reopen?(): Promise<BlobStore> },
) {
  describe(name, () => {
    test('a file comes in parts, and stands under its hash once all of it has come', async () => {
      const store = await o.open()
      const bytes = noise(50_000)
      const hash = await hashOf(bytes)
      const one = { hash, device: LI }
      expect([await store.begun(one), await store.size(hash), await store.read(hash, 0, 9)]).toEqual([
        0,
        undefined,
        undefined,
      ])
      await store.append(one, bytes.subarray(0, 20_000))
      await store.append(one, bytes.subarray(20_000, 20_001))
      expect([await store.begun(one), await store.size(hash)]).toEqual([20_001, undefined])
      await store.append(one, bytes.subarray(20_001))
      expect(await store.finish(one)).toBe(true)
      expect([await store.begun(one), await store.size(hash)]).toEqual([0, 50_000])
      expect(await store.read(hash, 0, Infinity)).toEqual(bytes)
      expect(await store.read(hash, 49_990, 60_000)).toEqual(bytes.subarray(49_990))
      expect(await store.read(hash, 50_000, 60_000)).toEqual(new Uint8Array())
      expect(await store.all()).toEqual([{ hash, size: 50_000 }])
    })

    test('bytes of another hash are thrown away, and can be begun anew', async () => {
      const store = await o.open()
      const bytes = noise(1000)
      const one = { hash: await hashOf(bytes), device: LI }
      await store.append(one, noise(1000, 2))
      expect(await store.finish(one)).toBe(false)
      expect([await store.begun(one), await store.size(one.hash), await store.all()]).toEqual([
        0,
        undefined,
        [],
      ])
      await store.append(one, bytes)
      expect(await store.finish(one)).toBe(true)
    })

    test('what one device began, another does not touch; a file that stands is finished once more', async () => {
      const store = await o.open()
      const bytes = noise(300)
      const hash = await hashOf(bytes)
      const [li, wang] = [
        { hash, device: LI },
        { hash, device: WANG },
      ]
      await store.append(li, bytes.subarray(0, 100))
      await store.append(wang, noise(300, 9))
      expect([await store.begun(li), await store.begun(wang)]).toEqual([100, 300])
      expect(await store.finish(wang)).toBe(false)
      await store.append(li, bytes.subarray(100))
      await store.append(wang, bytes)
      expect([await store.finish(li), await store.finish(wang)]).toEqual([true, true])
      expect(await store.all()).toEqual([{ hash, size: 300 }])
    })

    test('beginnings are told with their time, and can be dropped, also one that is not there', async () => {
      const store = await o.open()
      const one = { hash: 'ab'.repeat(32), device: LI }
      const before = Date.now()
      await store.append(one, noise(10))
      const [begun, ...others] = await store.beginnings()
      expect([begun?.hash, begun?.device, others]).toEqual([one.hash, LI, []])
      expect(begun!.at).toBeGreaterThan(before - 2000)
      await store.drop(one)
      await store.drop(one)
      expect([await store.beginnings(), await store.begun(one)]).toEqual([[], 0])
    })

    test('there is room', async () => expect(await (await o.open()).hasRoom()).toBe(true))

    if (o.reopen)
      test('whole files and beginnings are there after a restart', async () => {
        const store = await o.open()
        const [bytes, other] = [noise(500), noise(700, 3)]
        const [whole, begun] = [
          { hash: await hashOf(bytes), device: LI },
          { hash: await hashOf(other), device: WANG },
        ]
        await store.append(whole, bytes)
        await store.finish(whole)
        await store.append(begun, other.subarray(0, 400))
        const again = await o.reopen!()
        expect(await again.read(whole.hash, 0, 500)).toEqual(bytes)
        expect(await again.begun(begun)).toBe(400)
        await again.append(begun, other.subarray(400))
        expect(await again.finish(begun)).toBe(true)
        expect(joinBytes((await again.read(begun.hash, 0, 700))!)).toEqual(other)
      })
  })
}
