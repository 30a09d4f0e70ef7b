import { existsSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { publicBytes } from '#entry/crypto.ts'
import type { Hex8 } from '#entry/format.ts'
import type { Log } from '#server/log.ts'
import { DAY_MS, walkingClock } from './clock.ts'
import { enterCast } from './demo-cast.ts'
import { newRegistrar } from './demo-registrar.ts'
import { oldestDays, tellStory } from './demo-story.ts'
import { offices, people, place } from './demo/people.ts'
import type { PersonKey } from './demo/types.ts'
import { foundVillage } from './founding.ts'
import { withRelay } from './local-relay.ts'
import { verdictOf } from './pen.ts'

/** Registering everyone takes some days before the first notice. */
const REGISTERING_DAYS = 3
const unfinishedIn = (dataDir: string) => path.join(dataDir, 'demo-unfinished')

export const nameOf = (key: PersonKey): string => people.find((person) => person.key === key)!.name

/** Whether a founding of the demo was cut short here: what stands then is no whole village. */
export const isUnfinished = (dataDir: string): boolean => existsSync(unfinishedIn(dataDir))

/**
 * Founds the demo village from its texts, the way a real one comes about: everything is signed by its author's
 * device and handed in at a relay, whose clock walks from before the first notice to `now`.
 */
export async function foundDemo(o: {
  log: Log
  relayKey: CryptoKeyPair
  dataDir: string
  now: number
}): Promise<Hex8> {
  const { log, relayKey, dataDir, now } = o
  const clock = walkingClock(now - (oldestDays + REGISTERING_DAYS) * DAY_MS)
  const founding = await foundVillage({
    name: place.village,
    relayKey: await publicBytes(relayKey.publicKey),
    secretary: nameOf(offices.secretary),
    supervisor: nameOf(offices.supervisor),
    now: clock.now(),
  })
  writeFileSync(unfinishedIn(dataDir), '')
  const { village } = founding
  await withRelay({ log, relayKey, village, now: clock.now }, async (handIn) => {
    const answer = await handIn(founding.bytes)
    if (verdictOf(answer).is !== 'allowed') throw new Error(`the founding was not accepted: ${answer.code}`)
    const registrar = await newRegistrar()
    const cast = await enterCast({ founding, registrar, clock, handIn })
    await tellStory(cast, clock, now)
    await registrar.keep(dataDir, village, founding.secretary.person)
  })
  rmSync(unfinishedIn(dataDir))
  return village
}
