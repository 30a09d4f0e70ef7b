// What the phones of the model show, and when it must be the same.
import { expect, vi } from 'vitest'
import { toHex } from '#entry/format.ts'
import { wholeVolume } from '#rulebook/volumes.ts'
import { noticePublished } from '#rulebook/notice.ts'
import { ROLES } from '#rulebook/roster.ts'
import { ballotCast } from '#rulebook/vote.ts'
import type { Shown } from '#rulebook/shown.ts'
import { placedOf } from '#server/stored.ts'
import { until, type RealPhone } from '../sync/real-phone.ts'
import { noted } from './model-happened.ts'
import { heard, type World } from './model-phones.ts'
import { bend } from './model-wire.ts'

/** Volumes that everybody follows; what a phone shows of debate, board and roster comes of these alone. */
const isShared = (volume: string) => /^(roster|devices|board|topic)\b/.test(wholeVolume(volume))

/** All wires mended, and every phone that may still be heard in step. */
export async function settle(world: World) {
  const [phones, hears] = [[...Object.values(world.phones), world.second], heard(world)]
  for (const phone of phones) {
    bend(phone, 'as it should be')
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
  for (const phone of hears)
    await vi.waitFor(async () => expect(await lacksOf(world, phone)).toEqual([]), { timeout: 20_000 })
}

/** Shared volumes of which a phone has not all lines that the relay has. */
async function lacksOf({ v }: World, { pen }: RealPhone): Promise<string[]> {
  const held = new Map((await pen.places()).map(({ name, k }) => [name, k]))
  const lacks = v.log.lastPlaces().filter(({ volume, k }) => isShared(volume) && held.get(volume) !== k)
  return lacks.map(({ volume, k }) => `${volume}: ${held.get(volume)} of ${k}`)
}

const headsOf = async ({ pen }: RealPhone) =>
  (await pen.places())
    .filter(({ name }) => isShared(name))
    .map(({ name, epoch, k, chain }) => `${name} ${epoch} ${k} ${toHex(chain)}`)
    .sort()
    .join('\n')

/** What a phone shows of the debate, the board and the roster, as every phone at the same heads must. */
export async function viewOf({ desk, ledger }: RealPhone, { thread, personOf }: World) {
  const [debate, board, { roster, now }, lines] = await Promise.all([
    until(desk.about(thread), () => true),
    until(desk.watch({ kinds: [noticePublished] }), () => true),
    until(desk.roster(), () => true),
    ledger.book.lines.toArray(),
  ])
  // An own word may be received before the line comes that the head counts.
  const held = new Set(lines.map(({ id }) => id))
  const stands = ({ id, standing }: Shown) => standing.is === 'receipted' && held.has(id)
  const shown = (rows: Shown[]) =>
    rows
      .filter(stands)
      .map(({ id, body, author, standing }) => ({ id, body, author, standing }))
      .sort((a, b) => a.id.localeCompare(b.id))
  return {
    debate: shown(debate),
    board: shown(board),
    people: roster.villagers(now),
    offices: ROLES.map((role) =>
      roster.holders(role, now).map((person) => ({ role, person, ...roster.role(person, role, now) })),
    ),
    revoked: [...personOf.keys()].filter((device) => roster.isRevoked(device, now)),
  }
}

/** What a phone shows, and under which heads; undefined where something came meanwhile. */
async function lookAt(world: World, phone: RealPhone) {
  const heads = await headsOf(phone)
  const view = await viewOf(phone, world)
  return heads === (await headsOf(phone)) ? { heads, view } : undefined
}

/** The phones that say they are in step, and so come to the same heads by themselves. */
async function inStep(world: World): Promise<RealPhone[]> {
  const phones = heard(world)
  const links = await Promise.all(phones.map(({ desk }) => until(desk.link, () => true)))
  return phones.filter((_, n) => links[n]!.state === 'current')
}

/**
 * Phones at equal heads show the same, at once or as soon as what just came is judged. Who is in step is waited for,
 * or it would be luck whether any two stand alike.
 */
export async function alikeAtEqualHeads(world: World) {
  await vi.waitFor(
    async () => {
      for (const phone of await inStep(world)) expect(await lacksOf(world, phone)).toEqual([])
    },
    { timeout: 20_000 },
  )
  await vi.waitFor(
    async () => {
      const looks = (
        await Promise.all([...heard(world), world.tab].map((phone) => lookAt(world, phone)))
      ).filter((look) => look !== undefined)
      const heads = looks.map((look) => look.heads)
      for (const { heads: same, view } of looks)
        expect(view, 'equal views for equal heads').toEqual(looks[heads.indexOf(same)]!.view)
      // The tab always stands where its phone does.
      noted('phones at equal heads in the middle', new Set(heads).size < heads.length - 1)
    },
    { timeout: 5000 },
  )
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
