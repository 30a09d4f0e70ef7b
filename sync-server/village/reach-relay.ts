import type { Hex8 } from '#entry/format.ts'
import { Refusal } from './command.ts'
import type { DeviceKeys } from './keys.ts'
import { withRelay } from './local-relay.ts'
import { connect } from './over-the-wire.ts'
import type { HandIn } from './pen.ts'
import { readRunning } from './running.ts'
import { openStore } from './store.ts'

/** A relay for this book: the one that runs, over its socket; where none runs, one in this process. */
export async function reachRelay(o: {
  dataDir: string
  village: Hex8
  keys: DeviceKeys
  relay: string | undefined
}): Promise<{ handIn: HandIn; close(): Promise<void> }> {
  const running = readRunning(o.dataDir)
  const here = `http://127.0.0.1:${process.env.PORT || 8080}`
  const urls = o.relay ? [o.relay] : [...new Set([running?.url ?? here, here])]
  for (const url of urls) {
    const wire = await connect(url, o.village, o.keys)
    if (typeof wire === 'object') return { handIn: wire.handIn, close: async () => wire.close() }
    if (wire === 'not-let-in')
      throw new Refusal(
        `${url} 的中转站不认登记员的这部设备`,
        'the relay does not let the registrar’s device in',
      )
  }
  if (o.relay) throw new Refusal(`${o.relay} 没有这个村的中转站`, 'no relay of this village there')
  if (running?.isAlive)
    throw new Refusal(
      `中转站好像还在运行（进程 ${running.pid}），但 ${running.url} 没有应答。请先停下它，或用 --relay 给出地址。`,
      'a relay seems to run but does not answer: stop it, or give its address with --relay',
    )
  return local(o)
}

/** Two processes must never write to one book, so this is only for when no relay runs. */
async function local(o: { dataDir: string; village: Hex8 }) {
  const { log, relayKey } = await openStore(o.dataDir)
  const handIn: HandIn = (entry) =>
    withRelay({ log, relayKey, village: o.village }, (toRelay) => toRelay(entry))
  return { handIn, close: () => log.close() }
}
