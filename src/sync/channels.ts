import { readHead } from '#entry/heads.ts'
import { CLOSE_CHANNEL, OPEN, tell, type FromRelay } from '#rulebook/wire.ts'
import type { Door, Place } from './ports.ts'
import type { Turn } from './turn.ts'
import { openVolumeChannel, type VolumeChannel } from './volume-channel.ts'

type Opened = Extract<FromRelay, { is: 'OPENED' }>['body']

/** The volumes that this connection carries. */
export interface Channels {
  opened(opened: Opened): void
  hear(channel: number, payload: Uint8Array): void
  /** The socket lives. */
  feed(now: number): void
  /** Asks for a volume from where this phone is, if no channel carries it. */
  ask(volume: string): Promise<void>
  /** Asks for the heads that an earlier connection did not bring: it ended behind the lines they are signed over. */
  askForHeads(): Promise<void>
  isCatchingUp(): boolean
  close(): void
}

export function carryVolumes(o: {
  door: Door
  turn: Turn
  say(payload: Uint8Array): void
  send(channel: number, payload: Uint8Array): void
  place(volume: string): Place | undefined
  alarm(): void
}): Channels {
  const { door, turn } = o
  const channels = new Map<number, VolumeChannel>()
  const catchingUp = new Set<number>()

  function drop(number: number) {
    channels.get(number)?.close()
    channels.delete(number)
    catchingUp.delete(number)
    o.say(tell(CLOSE_CHANNEL, { channel: number }))
  }

  async function ask(volume: string) {
    const place = await door.place(volume)
    if (place?.frozen || [...channels.values()].some((one) => one.volume === volume)) return
    o.say(tell(OPEN, { volume, epoch: place?.epoch ?? 1, k: place?.k ?? 0 }))
  }

  async function absorb(number: number, slice: Parameters<Door['absorb']>[0], items: Uint8Array[]) {
    const absorbed = await door.absorb(slice, items)
    if (absorbed === 'done' || !channels.has(number)) return
    drop(number)
    // gap: another tab was faster, or lines went missing; from what is here it goes on.
    if (absorbed === 'gap') await ask(slice.volume)
    else o.alarm()
  }

  return {
    opened({ channel: number, volume, epoch, k, client, clock }) {
      if (channels.has(number) || o.place(volume)?.frozen)
        return o.say(tell(CLOSE_CHANNEL, { channel: number }))
      catchingUp.add(number)
      const last = k > 0 ? { client, clock } : undefined
      const send = (payload: Uint8Array) => o.send(number, payload)
      const channel = openVolumeChannel({ volume, epoch, k, last }, send, {
        items: (from, items) => turn.then(() => absorb(number, { volume, epoch, from }, items)),
        caughtUp: () => turn.then(() => catchingUp.delete(number)),
        notAnAppend(bytes) {
          drop(number)
          turn.then(() => door.freeze(volume, 'not-an-append', [bytes]))
          o.alarm()
        },
      })
      channels.set(number, channel)
    },
    hear: (number, payload) => channels.get(number)?.hear(payload),
    feed(now) {
      for (const channel of channels.values()) channel.feed(now)
    },
    ask,
    async askForHeads() {
      const owed = (await door.places()).filter(
        ({ k, head }) => k > (head ? (readHead(head.head)?.k ?? 0) : 0),
      )
      for (const { name } of owed) await ask(name)
    },
    isCatchingUp: () => catchingUp.size > 0,
    close() {
      for (const channel of channels.values()) channel.close()
      channels.clear()
    },
  }
}
