import WebSocket from 'ws'
import { sha256, sign } from '#entry/crypto.ts'
import { joinBytes, type Hex8 } from '#entry/format.ts'
import {
  ANSWER,
  AUTH,
  authBytes,
  FROM_RELAY,
  hear,
  HELLO,
  OFFER,
  tell,
  WELCOME,
  WIRE_VERSION,
} from '#rulebook/wire.ts'
import type { Message, Told } from '#rulebook/wire.ts'
import type { DeviceKeys } from './keys.ts'
import type { HandIn } from './pen.ts'

const PATIENCE_MS = 10_000
const CONTROL = new Uint8Array([0])

export interface Wire {
  handIn: HandIn
  close(): void
}

/** No relay answers there, or it is another village's, or it does not let the device in. */
export type NoWire = 'nobody' | 'other-village' | 'not-let-in'

/**
 * Connects to a running relay as one device, hands entries in and reads nothing else. The relay opens volumes on
 * other channels unasked; they are left alone.
 */
export async function connect(url: string, village: Hex8, keys: DeviceKeys): Promise<Wire | NoWire> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws').replace(/\/+$/, '')}/v1`)
  socket.binaryType = 'nodebuffer'
  const inbox = listen(socket)
  const say = <B>(message: Message<B>, body: B) => socket.send(joinBytes(CONTROL, tell(message, body)))

  const hello = await inbox.next(HELLO)
  if (!hello) return 'nobody'
  if (hello.body.village !== village) {
    socket.close()
    return 'other-village'
  }
  const { nonce, relayKey } = hello.body
  const signature = await sign(keys.signing, 'xy1auth', authBytes(village, nonce, await sha256(relayKey)))
  say(AUTH, { wire: WIRE_VERSION, app: 'village', device: keys.device, signature, have: [], room: null })
  if (!(await inbox.next(WELCOME))) return 'not-let-in'

  let n = 0
  return {
    async handIn(entry) {
      say(OFFER, { offers: [{ n: (n += 1), entry }] })
      const told = await inbox.next(ANSWER)
      const answer = told?.body.answers.find((one) => one.n === n)
      if (!answer) throw new Error('中转站没有答复。 The relay did not answer.')
      return answer
    },
    close: () => socket.close(),
  }
}

/** What the relay says on channel 0, one message after the other; undefined once it is gone or silent. */
function listen(socket: WebSocket) {
  const told: Told<(typeof FROM_RELAY)[number]>[] = []
  let isGone = false
  let wake = () => {}
  socket.on('message', (data: Buffer) => {
    if (data[0] !== 0) return
    const message = hear(FROM_RELAY, new Uint8Array(data.subarray(1)))
    if (message) told.push(message)
    wake()
  })
  const gone = () => {
    isGone = true
    wake()
  }
  socket.on('error', gone)
  socket.on('close', gone)

  return {
    /** The next message of a sort; others are passed over. */
    async next<M extends Message>(wanted: M): Promise<Told<M> | undefined> {
      const until = Date.now() + PATIENCE_MS
      for (;;) {
        const message = told.shift()
        if (message?.is === wanted.name) return message as unknown as Told<M>
        if (message) continue
        if (isGone || Date.now() >= until) {
          socket.terminate()
          return undefined
        }
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, until - Date.now())
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
    },
  }
}
