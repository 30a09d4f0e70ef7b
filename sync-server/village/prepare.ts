import type { Id } from '#entry/format.ts'
import type { Log } from '#server/log.ts'
import { readRegistrar } from './demo-registrar.ts'
import { demoLinks, type DemoLink } from './demo-links.ts'
import { foundDemo, isUnfinished } from './demo-village.ts'
import { readBook, villageIn, withRelay } from './local-relay.ts'

/** The village whose book this is, as the relay's start tells it. */
export interface Prepared {
  village: string
  name: string
  founding: Id
  /** The demo's six people with their links; empty in a real village. */
  links: DemoLink[]
  /** Whether it was founded just now. */
  isNew: boolean
}

/** Before the relay starts: founds the demo in an empty book, and sees to it that the demo's six links hold. */
export async function prepareVillage(o: {
  dataDir: string
  log: Log
  relayKey: CryptoKeyPair
  now?: number
}): Promise<Prepared> {
  const { dataDir, log, relayKey, now = Date.now() } = o
  if (isUnfinished(dataDir))
    throw new Error(
      `示范村上次没有建完。请删掉 ${dataDir} 再启动。 ` +
        `The demo's founding was cut short: remove ${dataDir} and start again.`,
    )
  const isNew = log.lastNumber() === 0
  const village = isNew ? await foundDemo({ log, relayKey, dataDir, now }) : (await villageIn(log))!
  const registrar = await readRegistrar(dataDir, (device, seq) => log.bySeq(device, seq) !== undefined)
  const links =
    registrar?.village === village
      ? await withRelay({ log, relayKey, village }, (handIn) =>
          demoLinks({ dataDir, book: readBook(log, village), pen: registrar.pen(handIn) }),
        )
      : []
  const founding = readBook(log, village).roster.founding!
  return { village, name: founding.body.name, founding: founding.id, links, isNew }
}
