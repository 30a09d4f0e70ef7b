import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Hex8 } from '#entry/format.ts'
import type { ClaimLink } from '#rulebook/enrol.ts'
import { openLmdbLog } from '#server/lmdb-log.ts'
import { createRelayKey } from '#server/relay-key.ts'
import { createRelay } from '#server/relay.ts'
import { claimedEntry } from '#server/village/claims.ts'
import { foundVillage } from '#server/village/founding.ts'
import { newDevice } from '#server/village/keys.ts'
import { publicBytes } from '#entry/crypto.ts'
import { fill, type Written } from './fill.ts'
import { figuresOf, placesOf, type BookFigures, type Have } from './have.ts'
import type { Pen } from './pen.ts'
import { admitPhones, appoint, newLink, registerPeople, type HandIn } from './people.ts'

export interface Plan {
  people: number
  phones: number
  entries: number
  week: number
  topics: number
  /** Debates of exactly so many comments, beside the topics. */
  threads?: number[]
  /** Votes of exactly so many ballots, in the debate that goes on now. */
  votes?: number[]
  /** Debates of exactly so many comments, each with a vote of so many ballots. */
  matters?: Matter[]
  seed?: number
}

/** How much there is in one debate. */
export interface Matter {
  comments: number
  ballots: number
}

/** A village's book on disk, as the relay keeps it, and what the bench must know of it. */
export interface Book {
  dataDir: string
  village: Hex8
  relayKey: Uint8Array
  pens: Pen[]
  /** Households, people and offices as entered: the roster without its phones. */
  registered: Uint8Array[]
  /** What people said, in the order in which it was accepted. */
  said: Written[]
  /** The entries of the last week. */
  week: Written[]
  /** The debate that goes on now. */
  liveThread: string
  threads: Record<number, string>
  votes: Record<number, string>
  matters: (Matter & { thread: string })[]
  have: { weekAgo: Have; now: Have }
  figures: BookFigures
  link: ClaimLink
}

const DAY = 24 * 3600 * 1000
const BATCH = 250

/** Founds a village, registers and admits its people, and lets them speak for most of a year. */
export async function makeBook(dataDir: string, plan: Plan): Promise<Book> {
  mkdirSync(dataDir, { recursive: true })
  const clock = { now: Date.now() - 250 * DAY }
  const pair = await createRelayKey(dataDir)
  const relayKey = await publicBytes(pair.publicKey)
  const o = { name: '陶坝村', relayKey, secretary: '陶书记', supervisor: '李监督', now: clock.now }
  const founding = await foundVillage(o)
  const { village } = founding
  const log = openLmdbLog(path.join(dataDir, 'book'))
  const relay = await createRelay({ log, relayKey: pair, village, now: () => clock.now })
  const registered: Uint8Array[] = []
  const handIn: HandIn = async (entries) => {
    for (let n = 0; n < entries.length; n += BATCH) {
      clock.now += DAY / 100
      const outcomes = await relay.offer(entries.slice(n, n + BATCH))
      const turned = outcomes.find(({ code }) => code !== 'accepted')
      if (turned) throw new Error(`the book was not accepted: ${turned.code} ${turned.rule}`)
    }
  }
  await handIn([founding.bytes])
  const secretary: Pen = { person: founding.secretary.person, keys: await newDevice(), seq: 0 }
  await handIn([await claimedEntry(founding.secretary, secretary.keys, ++secretary.seq, clock.now)])
  const ground = { village, secretary, clock, handIn }
  const noted: HandIn = async (entries) => {
    registered.push(...entries)
    await handIn(entries)
  }
  const people = await registerPeople({ ...ground, handIn: noted }, plan.people)
  const pens = await admitPhones(ground, people.slice(0, plan.phones))
  await appoint(ground, pens[0]!.person)
  const filled = await fill({ ...ground, pens, plan, places: () => placesOf(log), last: log.lastNumber })
  clock.now = Date.now()
  const link = await newLink(ground, people.at(-1)!)
  const have = { weekAgo: filled.weekAgo, now: placesOf(log) }
  const figures = figuresOf(log, have.weekAgo, filled.lastWeek)
  await relay.stop()
  await log.close()
  return { dataDir, village, relayKey, pens, registered, ...filled, have, figures, link }
}
