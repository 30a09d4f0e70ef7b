import { threadOfDraft, type DraftNews } from '#rulebook/draft.ts'
import { CLOSE_CHANNEL, OPEN, tell, type FromRelay } from '#rulebook/wire.ts'
import type { DraftChannels } from './ports.ts'

/** Drafts on this connection: they are no volumes, and what is said in them changes nothing in the book. */
export function carryDrafts(o: {
  say(payload: Uint8Array): void
  send(channel: number, payload: Uint8Array): void
  news(name: string, what: DraftNews): void
}): DraftChannels & {
  /** Whether this was the relay's word on a draft. */
  told(told: FromRelay): boolean
  hear(channel: number, payload: Uint8Array): boolean
  close(): void
} {
  const channels = new Map<string, number>()
  /** Of drafts that were shut: what was on its way by then is no volume's. */
  const given = new Map<number, string>()

  function end(name: string, what: DraftNews) {
    channels.delete(name)
    o.news(name, what)
  }
  return {
    open(name, generation) {
      // The relay opens it once for a connection; who asks again is another page of this phone.
      if (channels.has(name)) return o.news(name, { is: 'opened' })
      o.say(tell(OPEN, { volume: name, epoch: generation, k: 0 }))
    },
    say(name, payload) {
      const channel = channels.get(name)
      if (channel !== undefined) o.send(channel, payload)
    },
    shut(name) {
      const channel = channels.get(name)
      if (channel === undefined) return
      o.say(tell(CLOSE_CHANNEL, { channel }))
      end(name, { is: 'away' })
    },
    told(told) {
      if (told.is !== 'OPENED' && told.is !== 'DENIED') return false
      const { volume } = told.body
      if (!threadOfDraft(volume)) return false
      if (told.is === 'DENIED') end(volume, { is: 'denied', code: told.body.code })
      else {
        channels.set(volume, told.body.channel)
        given.set(told.body.channel, volume)
        o.news(volume, { is: 'opened' })
      }
      return true
    },
    hear(channel, payload) {
      const name = given.get(channel)
      if (name === undefined) return false
      if (channels.get(name) === channel) o.news(name, { is: 'heard', payload })
      return true
    },
    close() {
      for (const name of [...channels.keys()]) end(name, { is: 'away' })
    },
  }
}
