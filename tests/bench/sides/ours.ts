import * as decoding from 'lib0/decoding'
import { sha256, sign } from '#entry/crypto.ts'
import { joinBytes } from '#entry/format.ts'
import {
  AUTH,
  authBytes,
  FROM_RELAY,
  hear,
  OFFER,
  tell,
  WIRE_VERSION,
  type FromRelay,
  type Message,
} from '#rulebook/wire.ts'
import { readSync, readUpdate } from './frames.ts'
import { silence, type Ground, type LivePhone, type Side } from './side.ts'
import { dialRaw, listen, type Raw } from './socket.ts'

const CONTROL = new Uint8Array([0])
const say = <B>(raw: Raw, message: Message<B>, body: B) => raw.send(joinBytes(CONTROL, tell(message, body)))

/** A frame of the relay: a message of channel 0, or a sync message of a volume. */
function read(frame: Uint8Array): { told?: FromRelay; sync?: ReturnType<typeof readSync> } {
  const decoder = decoding.createDecoder(frame)
  const channel = decoding.readVarUint(decoder)
  const payload = decoding.readTailAsUint8Array(decoder)
  return channel === 0 ? { told: hear(FROM_RELAY, payload) as FromRelay } : { sync: readSync(payload) }
}

/** Our relay: one signed connection for all volumes. */
export function ourSide({ book }: Ground): Side {
  const haves = { nothing: [], ...book.have }

  async function greet(raw: Raw, n: number, nonce: Uint8Array, state: keyof typeof haves) {
    const { device, signing } = book.pens[n % book.pens.length]!.keys
    const message = authBytes(book.village, nonce, await sha256(book.relayKey))
    const signature = await sign(signing, 'xy1auth', message)
    say(raw, AUTH, { wire: WIRE_VERSION, app: 'bench', device, signature, have: haves[state], room: null })
  }

  return {
    name: 'ours',
    async sync(port, state) {
      const raw = await dialRaw(port, '/v1')
      const quiet = silence()
      await new Promise<void>((resolve, reject) => {
        let left: number | undefined
        raw.closed = () => reject(new Error('closed before all was there'))
        listen(raw, (frame) => {
          quiet.heard()
          const { told, sync } = read(frame)
          if (told?.is === 'HELLO') void greet(raw, 1, told.body.nonce, state)
          if (told?.is === 'WELCOME') left = told.body.changed
          if (sync?.sort === 1) left! -= 1
          if (left === 0) resolve()
        })
      })
      const { down, up, frames } = raw
      return { down, up, messages: frames, longestSilenceMs: quiet.longest(), close: raw.close }
    },

    async stay(port, n, isReading, from) {
      const raw = await dialRaw(port, '/v1', from)
      let offered = 0
      const phone: LivePhone = {
        raw,
        write: (entry) => say(raw, OFFER, { offers: [{ n: ++offered, entry: entry }] }),
        onEntries: undefined,
        onAnswered: undefined,
      }
      await new Promise<void>((resolve) =>
        listen(raw, (frame) => {
          const { told, sync } = read(frame)
          if (sync?.sort === 2) phone.onEntries?.(readUpdate(sync.content).numbers)
          if (told?.is === 'HELLO') void greet(raw, n, told.body.nonce, 'now')
          if (told?.is === 'WELCOME') resolve()
          if (told?.is === 'ANSWER') {
            const refused = told.body.answers.find(({ code }) => code !== 'accepted')
            if (refused) throw new Error(`the load was not accepted: ${refused.code} ${refused.rule}`)
            phone.onAnswered?.(told.body.answers.length)
          }
        }),
      )
      if (!isReading) raw.countOnly()
      return phone
    },
  }
}
