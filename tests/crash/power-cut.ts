import path from 'node:path'
import { idOf } from '#entry/crypto.ts'
import { decodeEntry, sameBytes } from '#entry/format.ts'
import { readHead } from '#entry/heads.ts'
import { LIMITS, OFFER } from '#rulebook/wire.ts'
import { openLmdbLog, type LmdbLog } from '#server/lmdb-log.ts'
import { verifyLog } from '#server/village/verify.ts'
import { overSocket } from '#support/served.ts'
import { testPhone, type TestPhone } from '#support/test-phone.ts'
import { publicBytes } from '#entry/crypto.ts'
import { startRelay } from './relay-process.ts'
import { WRITERS, type DiskVillage, type Signed } from './village-on-disk.ts'

/** What one power cut came to. */
export interface Cut {
  /** Entries newly told accepted. */
  accepted: number
  /** Whether the disk held entries whose answer never came: the cut fell between commit and answer. */
  midCommit: boolean
  lost: number
  doubled: number
}
/** Offers of one message stay well under its 16 KB. */
const A_MESSAGE = 8

/**
 * Connects the writers, who offer what has no answer yet and `fresh` more; all wires end with `over`, which is told
 * when all was answered, and when so many answers were heard.
 */
export async function oneRun(
  main: string,
  village: DiskVillage,
  fresh: number,
  over: (offered: Promise<void>, heard: (count: number) => Promise<void>) => Promise<void>,
): Promise<Cut> {
  const relay = await startRelay(main, village.dataDir)
  const relayKey = await publicBytes(village.v.relayKey.publicKey)
  const phones = new Map<TestPhone, Signed[]>()
  try {
    await Promise.all(
      WRITERS.map(async (who) => {
        const me = { ...village.v.phones[who], village: village.v.village, relayKey }
        const phone = await testPhone(overSocket(relay.url), me).welcomed()
        const own = village.written.get(who)!
        const old = own.filter((one) => one.offered && !one.told)
        const more = own.filter((one) => !one.offered).slice(0, fresh)
        // As phones do: no more at once than the relay lets be in flight.
        phones.set(phone, [...old, ...more].slice(0, LIMITS.offersInFlight))
      }),
    )
    for (const [phone, own] of phones)
      for (let n = 0; n < own.length; n += A_MESSAGE) {
        const offers = own.slice(n, n + A_MESSAGE).map(({ bytes }, k) => ({ n: n + k, entry: bytes }))
        own.slice(n, n + A_MESSAGE).forEach((one) => (one.offered = true))
        phone.say(OFFER, { offers })
      }
    const all = [...phones].map(([phone, own]) => phone.until(() => answersOf(phone).length >= own.length))
    const offered = Promise.all(all).then(() => {})
    offered.catch(() => {})
    const sum = () => [...phones.keys()].reduce((count, phone) => count + answersOf(phone).length, 0)
    const heard = (count: number) =>
      Promise.race([...phones.keys()].map((phone) => phone.until(() => sum() >= count))).then(() => {})
    await over(offered, heard)
  } finally {
    await relay.kill()
  }
  await Promise.all([...phones.keys()].map((phone) => phone.closed()))
  const told = [...phones].map(([phone, own]) => hearAnswers(phone, own)).reduce((a, b) => a + b, 0)
  return { accepted: told, ...(await checkBook(village, [...phones.keys()])) }
}

const answersOf = (phone: TestPhone) => phone.messages('ANSWER').flatMap(({ body }) => body.answers)

function hearAnswers(phone: TestPhone, own: Signed[]): number {
  let count = 0
  for (const { n, code, i, at, id } of answersOf(phone)) {
    const one = own[n]!
    if (code !== 'accepted' && code !== 'duplicate') throw new Error(`${id} was answered ${code}`)
    one.told = { i: i!, at: at! }
    count += 1
  }
  return count
}

/** Looks at the book that is left: whole, with all that was promised, no phone ahead of it. */
export async function checkBook(village: DiskVillage, phones: TestPhone[]): Promise<Omit<Cut, 'accepted'>> {
  const log = openLmdbLog(path.join(village.dataDir, 'book'))
  try {
    const result = await verifyLog(log)
    if (result.is === 'faulty') throw new Error(`after the cut: ${result.en}`)
    if (result.entries.lost.length) throw new Error('numbers are missing')
    const all = [...village.written.values()].flat()
    const kept = (one: Signed) => log.entry(one.id)
    const lost = all.filter((one) => one.told && !isAs(one, kept(one))).length
    const numbers = new Set([...result.entries.byNumber.values()].map(({ stored }) => stored.id))
    const doubled = result.entries.byNumber.size - numbers.size
    for (const phone of phones) await notAhead(log, phone)
    return { lost, doubled, midCommit: all.some((one) => !one.told && kept(one)) }
  } finally {
    await log.close()
  }
}
const isAs = ({ told }: Signed, kept: { i: number; at: number } | undefined) =>
  kept?.i === told!.i && kept.at === told!.at

async function notAhead(log: LmdbLog, phone: TestPhone) {
  for (const volume of phone.docs.keys())
    for (const { line, entry } of phone.lines(volume)) {
      const place = log.place(volume, line.k)
      const same = place && log.numbered(place.i)?.id === (await idOf(decodeEntry(entry)!.header))
      if (!same || place.i !== line.i) throw new Error(`a phone is ahead at line ${line.k} of ${volume}`)
    }
  for (const { body } of phone.messages('HEAD')) {
    const { volume, k, i, chain } = readHead(body.head.bytes)!
    if (i > log.lastNumber()) throw new Error(`a phone holds a head over number ${i}`)
    if (volume === '') continue
    const kept = log.place(volume, k)?.chain
    if (!kept || !sameBytes(kept, chain)) throw new Error(`a phone holds another head of ${volume} at ${k}`)
  }
}
