import { sha256 } from '#entry/crypto.ts'
import { joinBytes, type Hex8 } from '#entry/format.ts'
import { signHead, type SignedHead } from '#entry/heads.ts'
import type { Log, StoredPlace } from './log.ts'
import { VOLUME_EPOCH } from './shelves.ts'
import type { ItemId } from './yjs-items.ts'

/** A volume's part as far as it is on disk, and the relay's signed word on it: all that may be told. */
export interface Published {
  volume: string
  k: number
  chain: Uint8Array
  item: ItemId
  head: SignedHead
}

/** The signed heads of all volumes. They change only when a batch is on disk. */
export async function openHeads(o: {
  log: Log
  key: CryptoKey
  village: Hex8
  epoch: number
  now(): number
}) {
  const published = new Map<string, Published>()
  let epoch = o.epoch
  let villageChain: Promise<Uint8Array> | undefined
  // Not asked of the log at any moment: what it shows may not be on disk yet.
  let last = lastStored()

  function lastStored() {
    const i = o.log.lastNumber()
    return { i, at: o.log.numbered(i)?.at ?? 0 }
  }

  async function signed({ volume, k, chain, client, clock }: StoredPlace): Promise<Published> {
    const at = Math.max(o.now(), last.at)
    const whole = {
      village: o.village,
      relayEpoch: epoch,
      volume,
      volumeEpoch: VOLUME_EPOCH,
      k,
      chain,
      i: last.i,
      at,
    }
    return { volume, k, chain, item: { client, clock }, head: await signHead(o.key, whole) }
  }

  async function publish(places: readonly StoredPlace[]): Promise<string[]> {
    last = lastStored()
    const lasts = new Map(places.map((place) => [place.volume, place]))
    const changed = await Promise.all([...lasts.values()].map(signed))
    // All at once: nobody sees one volume of a batch without the others.
    for (const one of changed) published.set(one.volume, one)
    if (changed.length) villageChain = undefined
    return changed.map((one) => one.volume)
  }

  const hashOfAll = () => {
    const inOrder = [...published.values()].sort((a, b) => (a.volume < b.volume ? -1 : 1))
    return sha256(joinBytes(...inOrder.map((one) => one.head.head)))
  }

  await publish(o.log.lastPlaces())

  return {
    /** Signs the new ends of these lines' volumes; gives their names. */
    publish,
    of: (volume: string): Published | undefined => published.get(volume),
    all: (): Published[] => [...published.values()],
    epoch: () => epoch,
    /** The last number that is on disk. */
    last: () => last.i,

    /** Signs a volume's head anew with the time it is now: a closing needs a later head than its last line. */
    async renew(volume: string) {
      const one = published.get(volume)
      const place = one && o.log.place(volume, one.k)
      if (place) await publish([place])
    },

    /** From here on in the name of a relay that was restored: every head is signed anew. */
    async beginEpoch(next: number) {
      epoch = next
      await publish([...published.values()].map((one) => o.log.place(one.volume, one.k)!))
    },

    /** The village's own head, with the time it is now, over the heads of all volumes. */
    async ofVillage(): Promise<SignedHead> {
      villageChain ??= hashOfAll()
      const chain = await villageChain
      const { i } = last
      const at = Math.max(o.now(), last.at)
      const head = {
        village: o.village,
        relayEpoch: epoch,
        volume: '',
        volumeEpoch: VOLUME_EPOCH,
        k: i,
        chain,
        i,
        at,
      }
      return signHead(o.key, head)
    },
  }
}
export type Heads = Awaited<ReturnType<typeof openHeads>>
