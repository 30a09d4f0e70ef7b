// A village of four phones, for the model: what is done to it, and what must hold. One of them has two tabs, and 何委员
// has two of them.
import { vi } from 'vitest'
import { until, joinPhone, startPhone, type RealPhone } from '../sync/real-phone.ts'
import { ownerOf } from '#identity/owner.ts'
import { unpackUnsent } from '#ledger/parcel.ts'
import { topicOf, wholeVolume } from '#rulebook/audience.ts'
import { deviceRevoked } from '#rulebook/roster.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { ballotCast, voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import { placedOf } from '#server/stored.ts'
import { FROM_PHONE, FROM_RELAY, hear, type Message } from '#rulebook/wire.ts'
import { unframe } from '#sync/frames.ts'
import { vote } from '#support/texts.ts'
import { accepted, DAY, foundTestVillage, HOUR, type TestVillage } from '#support/village.ts'

export const WHO = ['王大婶', '罗二哥', '何委员'] as const
export type Who = (typeof WHO)[number]

export type Wire = 'lost-answers' | 'deaf' | 'twice' | 'late' | 'shuffled' | false

/** Long enough for others to speak meanwhile, too short for anyone to give the line up. */
const LATE_MS = 60

/** A word or a ballot. */
export interface Kept {
  by: Who | 'second'
  body: { text: string } | { choices: number[] }
}

export interface World {
  v: TestVillage
  phones: Record<Who, RealPhone>
  /** The second tab of 王大婶. */
  tab: RealPhone
  /** The second phone of 何委员, with keys of its own. */
  second: RealPhone
  thread: string
  opening: string
  /** What each phone said it had kept: what it is, and on which phone it must stay readable. */
  kept: Map<string, Kept>
  /** What any phone has ever shown as received. */
  received: Set<string>
  revoked: Set<Who>
  terms: VoteTerms
  /** Whose phone each device is. */
  personOf: Map<string, string>
}

export async function openWorld(): Promise<World> {
  const v = await foundTestVillage()
  const thread = (await v.say('陶书记', threadOpened, { title: '修路', text: '村口' })).id
  const terms = vote(v.clock.now, { closesAt: v.clock.now + DAY, collectMs: 2 * HOUR })
  const opening = (await v.say('陶书记', voteOpened, terms, [thread])).id
  const phones = {} as Record<Who, RealPhone>
  for (const who of WHO) phones[who] = await joinPhone(v, who)
  const first = phones.王大婶
  const tab = await startPhone(v, first.name, undefined, first.hand)
  const second = await joinPhone(v, '何委员')
  const world = {
    v,
    phones,
    tab,
    second,
    thread,
    opening,
    kept: new Map(),
    received: new Set<string>(),
    revoked: new Set<Who>(),
    terms,
    personOf: new Map(
      [...Object.values(phones), second].map(({ identity }) => {
        const { device, person } = ownerOf(identity.self())!
        return [device, person] as const
      }),
    ),
  }
  for (const phone of all(world)) {
    if (phone !== tab) await until(phone.desk.link, ({ state }) => state === 'current')
    noteReceived(world, phone)
  }
  return world
}

/** Every phone there is, and the tab. */
export const all = ({ phones, tab, second }: Pick<World, 'phones' | 'tab' | 'second'>): RealPhone[] => [
  ...Object.values(phones),
  tab,
  second,
]

/** The phones that may still be heard, each once. */
export const heard = ({ phones, second, revoked }: World): RealPhone[] => [
  ...WHO.filter((one) => !revoked.has(one)).map((one) => phones[one]),
  second,
]

/** Whatever a phone ever shows as received is held against the relay's book at the end. */
export function noteReceived({ received }: Pick<World, 'received'>, { desk }: RealPhone) {
  desk.own().subscribe(
    (rows) => {
      for (const { id, standing } of rows) if (standing.is === 'receipted') received.add(id)
    },
    () => {}, // its book was closed
  )
}

export const closeWorld = (world: World) => Promise.all(all(world).map((phone) => phone.close()))

/** Says something; the model remembers what the phone said it kept. */
export async function speak(world: World, who: Who, text: string, at: RealPhone = world.phones[who]) {
  const written = await at.desk.write(commentPosted, { text }, [world.thread])
  if (!('failed' in written) && written.verdict.is !== 'refused')
    world.kept.set(written.id, { by: who, body: { text } })
}

export async function cast(
  world: World,
  by: Kept['by'],
  choice: number,
  { desk }: RealPhone = by === 'second' ? world.second : world.phones[by],
) {
  const body = { choices: [choice] }
  const written = await desk.write(ballotCast, body, [world.opening])
  if ('failed' in written) return
  if (written.verdict.is === 'refused') await desk.discard(written.id)
  else world.kept.set(written.id, { by, body })
}

/** A ballot that stays on a phone without coverage until it is too late: the phone does not know that yet. */
export async function castTooLate(world: World, who: Who, choice: number) {
  world.phones[who].hand.cut()
  await cast(world, who, choice)
  await closeVote(world)
}

/** What 罗二哥's phone could not hand in is carried to another phone as a file. */
export async function exchange(world: World, from: Who, to: Who) {
  const file = await world.phones[from].desk.exportUnsent()
  await world.phones[to].desk.importUnsent(file)
}

/**
 * What a phone has not handed in comes to the relay by another way, the last word first: nothing holds the worker's
 * requests (/v1/offer) and the socket in one order.
 */
export async function backwards({ v, phones }: World, who: Who) {
  const entries = unpackUnsent(v.village, await phones[who].pen.exportUnsent()) ?? []
  for (const bytes of entries.reverse()) await v.relay.offer([bytes])
}

export async function revoke(world: World, who: Who) {
  const { device } = world.phones[who].identity.self()!
  await accepted(world.v.say('陶书记', deviceRevoked, { device, reason: '丢了' }))
  world.revoked.add(who)
}

export async function restart(world: World) {
  await world.v.relay.idle()
  for (const { hand } of all(world)) hand.cut()
  await world.v.restart()
  for (const { hand } of all(world)) hand.mend()
}

/** Which message of the control channel a frame is. */
function saidIn(messages: typeof FROM_PHONE | typeof FROM_RELAY, bytes: Uint8Array): string | undefined {
  const { channel, payload } = unframe(bytes)!
  return channel === 0 ? hear<Message>(messages, payload)?.is : undefined
}

/** Each volume by a time of its own, what is said about volumes at once: a relay promises no order between them. */
function shuffledLane(frame: Uint8Array) {
  const { channel } = unframe(frame)!
  return { name: channel, lateMs: (channel * 23) % LATE_MS }
}

/**
 * Answers are lost, nothing arrives, each offer twice, all of it later, or volumes before and behind each other;
 * `false`: as it should be.
 */
export function bend({ hand }: RealPhone, how: Wire) {
  hand.lateMs = how === 'late' ? LATE_MS : 0
  hand.lane = how === 'shuffled' ? shuffledLane : undefined
  hand.dropUp = how === 'deaf'
  hand.twiceUp = (bytes) => how === 'twice' && saidIn(FROM_PHONE, bytes) === 'OFFER'
  hand.meddle = (bytes) => {
    return how === 'lost-answers' && saidIn(FROM_RELAY, bytes) === 'ANSWER' ? undefined : bytes
  }
}

/** All wires mended, and every phone that may still be heard in step. */
export async function settle(world: World) {
  const [phones, hears] = [[...Object.values(world.phones), world.second], heard(world)]
  for (const phone of phones) {
    bend(phone, false)
    phone.hand.cut()
    phone.hand.mend()
  }
  await Promise.all(
    phones.map((phone) =>
      hears.includes(phone)
        ? until(phone.desk.link, ({ state }) => state === 'current', 20_000)
        : until(phone.desk.joining.state(), (state) => state === 'revoked', 20_000),
    ),
  )
  // What the last one handed in is still on its way to those who were in step before.
  for (const phone of hears) await vi.waitUntil(() => hasMatter(world, phone), { timeout: 20_000 })
}

/** Whether a phone has every line of the matter that the relay has. */
async function hasMatter({ v, thread }: World, { pen }: RealPhone): Promise<boolean> {
  const parts = v.log.lastPlaces().filter(({ volume }) => wholeVolume(volume) === topicOf(thread))
  const held = await Promise.all(parts.map(({ volume }) => pen.place(volume)))
  return parts.every(({ k }, n) => held[n]?.k === k)
}

/** What a phone shows of the matter, as every phone must. */
export async function viewOf({ desk }: RealPhone, thread: string) {
  const rows = await until(desk.about(thread), () => true)
  return rows
    .filter(({ standing }) => standing.is === 'receipted')
    .map(({ id, body, author, standing }) => ({ id, body, author, standing }))
    .sort((a, b) => a.id.localeCompare(b.id))
}

/** An hour after the window: no ballot is counted any more. */
export async function closeVote({ v, terms }: World) {
  v.clock.now = Math.max(v.clock.now, terms.closesAt + terms.collectMs + HOUR)
  v.relay.tick()
  await v.relay.idle()
}

/** Whose ballots stand in the relay's log, each person with the phones they were cast on. */
export function votersIn({ v, personOf }: World): Map<string, Set<string>> {
  const voters = new Map<string, Set<string>>()
  for (let n = 1; n <= v.log.lastNumber(); n++) {
    const stored = v.log.numbered(n)!
    if (placedOf(stored)?.kind.number !== ballotCast.number) continue
    const person = personOf.get(stored.device)!
    voters.set(person, (voters.get(person) ?? new Set()).add(stored.device))
  }
  return voters
}
