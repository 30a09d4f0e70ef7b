// A village of four phones, for the model: what is done to it, and what must hold. One of them has two tabs, and 何委员
// has two of them.
import { expect, vi } from 'vitest'
import { until, joinPhone, startPhone, type RealPhone } from '../sync/real-phone.ts'
import { ownerOf } from '#identity/owner.ts'
import type { Shown } from '#rulebook/shown.ts'
import { noticePublished } from '#rulebook/notice.ts'
import { deviceRevoked } from '#rulebook/roster.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { ballotCast, voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import { notice, vote } from '#support/texts.ts'
import type { Id } from '#entry/format.ts'
import { createMemoryLog } from '#server/memory-log.ts'
import { accepted, DAY, foundTestVillage, HOUR, type TestVillage } from '#support/village.ts'
import { giveOffice } from './model-officers.ts'
import { openDisk } from './model-relay.ts'
import { bend, type Wire } from './model-wire.ts'

export const WHO = ['王大婶', '罗二哥', '何委员'] as const
export type Who = (typeof WHO)[number]

/** A word, a notice or a ballot. */
export interface Kept {
  by: Who | 'second'
  body: { text: string } | { title: string; text: string } | { choices: number[] }
}

export interface World {
  v: TestVillage
  /** What the relay keeps its book on. */
  disk: ReturnType<typeof openDisk>
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
  /** Whose office has ended. */
  ended: Set<Who>
  terms: VoteTerms
  /** Whose phone each device is. */
  personOf: Map<string, string>
}

export async function openWorld(): Promise<World> {
  const disk = openDisk(createMemoryLog())
  const v = await foundTestVillage({ log: disk.log() })
  const thread = (await v.say('陶书记', threadOpened, { title: '修路', text: '村口' })).id
  const terms = vote(v.clock.now, { closesAt: v.clock.now + DAY, collectMs: 2 * HOUR })
  const opening = (await v.say('陶书记', voteOpened, terms, [thread])).id
  await giveOffice(v)
  const phones = {} as Record<Who, RealPhone>
  for (const who of WHO) phones[who] = await joinPhone(v, who)
  const first = phones.王大婶
  const tab = await startPhone(v, first.name, undefined, first.hand)
  const second = await joinPhone(v, '何委员')
  const world = {
    v,
    disk,
    phones,
    tab,
    second,
    thread,
    opening,
    kept: new Map(),
    received: new Set<string>(),
    revoked: new Set<Who>(),
    ended: new Set<Who>(),
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

/** Loses coverage, if it had any. */
export function goOffline({ hand }: RealPhone): boolean {
  const isCut = hand.isCut
  hand.cut()
  return !isCut
}

/** Has coverage, if it had none. */
export function comeOnline({ hand }: RealPhone): boolean {
  const isCut = hand.isCut
  hand.mend()
  return isCut
}

/** Says something; the model remembers what the phone said it kept, and which it is. */
export async function speak(
  world: World,
  who: Who,
  text: string,
  at: RealPhone = world.phones[who],
): Promise<Id | false> {
  const written = await at.desk.write(commentPosted, { text }, [world.thread])
  if ('failed' in written || written.verdict.is === 'refused') return false
  world.kept.set(written.id, { by: who, body: { text } })
  return written.id
}

/**
 * The wire of a phone from now on, and a word over it: what the wire does has been done to a frame, and unless nothing
 * arrives at all, the word comes through.
 */
export async function speakOver(world: World, who: Who, how: Wire, text: string) {
  const { hand, desk } = world.phones[who]
  const isDone = bend(world.phones[who], how)
  hand.mend()
  await speak(world, who, text)
  void desk.syncNow()
  if (how === 'shuffled') await sayTwoThings(world, text)
  await vi.waitFor(() => expect(isDone(), `${how}: this has been done`).toBe(true), { timeout: 20_000 })
  if (how === 'deaf') return
  const isReceived = (rows: Shown[]) =>
    rows.some(
      ({ body, standing }) => (body as { text?: string }).text === text && standing.is === 'receipted',
    )
  await until(desk.own(), isReceived, 20_000)
}

/** Two volumes grow at once, twice, so that lines of one can come before those of the other. */
async function sayTwoThings({ v, thread }: World, text: string) {
  for (let time = 0; time < 2; time++)
    await Promise.all([
      accepted(v.say('陶书记', commentPosted, { text }, [thread])),
      accepted(v.say('陶书记', noticePublished, notice(text))),
    ])
}

/** Casts a ballot; whether it stays. */
export async function cast(
  world: World,
  by: Kept['by'],
  choice: number,
  { desk }: RealPhone = by === 'second' ? world.second : world.phones[by],
) {
  const body = { choices: [choice] }
  const written = await desk.write(ballotCast, body, [world.opening])
  if ('failed' in written) return false
  if (written.verdict.is === 'refused') {
    await desk.discard(written.id)
    return false
  }
  world.kept.set(written.id, { by, body })
  return true
}

/** A ballot that stays on a phone without coverage until it is too late: the phone does not know that yet. */
export async function castTooLate(world: World, who: Who, choice: number) {
  world.phones[who].hand.cut()
  await cast(world, who, choice)
  await closeVote(world)
}

export async function revoke(world: World, who: Who) {
  const { device } = world.phones[who].identity.self()!
  await accepted(world.v.say('陶书记', deviceRevoked, { device, reason: '丢了' }))
  world.revoked.add(who)
}

/** An hour after the window: no ballot is counted any more. */
export async function closeVote({ v, terms }: World) {
  v.clock.now = Math.max(v.clock.now, terms.closesAt + terms.collectMs + HOUR)
  v.relay.tick()
  await v.relay.idle()
}
