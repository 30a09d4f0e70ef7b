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

interface Last {
  i: number
  at: number
}
/** Heads that nobody has been told of. */
export interface Signed {
  last: Last
  heads: Published[]
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
  // Not asked of the log later on: what it shows may not be on disk yet.
  let last = lastStored()

  function lastStored(): Last {
    const i = o.log.lastNumber()
    return { i, at: o.log.numbered(i)?.at ?? 0 }
  }

  async function signed(place: StoredPlace, { i, at: since }: Last): Promise<Published> {
    const { volume, k, chain, client, clock } = place
    const at = Math.max(o.now(), since)
    const whole = {
      village: o.village,
      relayEpoch: epoch,
      volume,
      volumeEpoch: VOLUME_EPOCH,
      k,
      chain,
      i,
      at,
    }
    return { volume, k, chain, item: { client, clock }, head: await signHead(o.key, whole) }
  }

  /** Signs the ends of these lines' volumes as they are once `stored` is on disk. */
  async function sign(places: readonly StoredPlace[], stored: readonly Last[] = []): Promise<Signed> {
    const { i, at } = stored.reduce((all, one) => (one.i > all.i ? one : all), last)
    const then = { i, at }
    const ends = new Map(places.map((place) => [place.volume, place]))
    return { last: then, heads: await Promise.all([...ends.values()].map((place) => signed(place, then))) }
  }

  /** All at once: nobody sees one volume of a batch without the others. */
  function publish(all: Signed): string[] {
    last = all.last
    for (const one of all.heads) published.set(one.volume, one)
    if (all.heads.length) villageChain = undefined
    return all.heads.map((one) => one.volume)
  }

  const hashOfAll = () => {
    const inOrder = [...published.values()].sort((a, b) => (a.volume < b.volume ? -1 : 1))
    return sha256(joinBytes(...inOrder.map((one) => one.head.head)))
  }

  publish(await sign(o.log.lastPlaces()))

  return {
    sign,
    /** From here on these heads may be told: what they stand for is on disk. Gives their volumes' names. */
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
      if (place) publish(await sign([place]))
    },

    /** From here on in the name of a relay that was restored: every head is signed anew. */
    async beginEpoch(next: number) {
      epoch = next
      publish(await sign([...published.values()].map((one) => o.log.place(one.volume, one.k)!)))
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
