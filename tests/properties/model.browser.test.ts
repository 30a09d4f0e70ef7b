// A model of village life: phones write, vote, lose the network, crash, are revoked and carry files to each other, the
// relay restarts, votes close, in any order. On real IndexedDB with real keys; only the wire is in the hand.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { until } from '../sync/real-phone.ts'
import { commands, happened } from './model-commands.ts'
import { STEPS } from './model-crash.ts'
import {
  closeVote,
  closeWorld,
  openWorld,
  settle,
  viewOf,
  WHO,
  type Who,
  type World,
} from './model-phones.ts'

async function holds(world: World) {
  await settle(world)
  const heard = WHO.filter((one) => !world.revoked.has(one))
  const views = await Promise.all(heard.map((one) => viewOf(world.phones[one], world.thread)))
  for (const view of views) expect(view, 'equal views for equal heads').toEqual(views[0])
  expect(await viewOf(world.tab, world.thread), 'a second tab shows the same').toEqual(
    await viewOf(world.phones.王大婶, world.thread),
  )
  const seen = new Set(views[0]!.map(({ id }) => id))

  const numbered = Array.from({ length: world.v.log.lastNumber() }, (_, i) => world.v.log.numbered(i + 1)!.id)
  expect(new Set(numbered).size, 'nothing stands twice').toBe(numbered.length)
  for (const id of world.received) expect(numbered, 'what was once received stands').toContain(id)
  for (const one of WHO) {
    const own = await until(world.phones[one].desk.own(), () => true)
    for (const [id, { who: author, text }] of world.kept) {
      if (author !== one) continue
      const row = own.find((shown) => shown.id === id)
      expect(
        (row?.body as { text?: string } | undefined)?.text,
        `${author}: what was kept is still readable`,
      ).toBe(text)
      if (world.revoked.has(author)) continue
      expect(row!.standing.is, `${author}: what was kept was received`).toBe('receipted')
      expect(seen.has(id), `${author}: and stands in the matter`).toBe(true)
    }
    if (!world.revoked.has(one))
      expect(await until(world.phones[one].desk.link, () => true)).toMatchObject({ unsent: 0, alarms: 0 })
  }
  for (const phone of [...Object.values(world.phones), world.tab]) expect(phone.failures).toEqual([])
}

async function countsAlike(world: World) {
  await closeVote(world)
  await settle(world)
  const counts = await Promise.all(
    WHO.filter((one) => !world.revoked.has(one)).map(async (one) => {
      const { count } = await until(world.phones[one].desk.vote(world.opening), ({ final }) => final, 20_000)
      return count
    }),
  )
  for (const count of counts) expect(count).toEqual(counts[0])
  expect(counts[0]!.present, 'one ballot a person').toBe(world.voters().size)
}

/** What the runs of `npm test` must have come to, besides speaking and voting; the seed is one of which they do. */
const MUST_HAPPEN = [
  '… goes offline',
  'the wire of …: deaf',
  'the wire of …: twice',
  'the wire of …: late',
  'the wire of …: shuffled',
  'the words of … arrive the last first',
  'a file goes from … to …',
  ...STEPS.map((step) => `… crashes at ${step} of what it takes in`),
  "…'s phone is revoked",
  'the vote closes',
  'the relay restarts',
]
const RUNS = Number(import.meta.env.VITE_MODEL_RUNS ?? 12)
const OWN_SEED = 20261126
const SEED = Number(import.meta.env.VITE_MODEL_SEED ?? OWN_SEED)

test('whatever happens in whatever order: equal views, one ballot a person, nothing accepted lost, the outbox empties', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 30, size: '+1' }), async (all) => {
      const world = await openWorld()
      try {
        await fc.asyncModelRun(
          () => ({ model: { revoked: new Set<Who>(), isClosed: false }, real: world }),
          all,
        )
        await holds(world)
        await countsAlike(world)
      } finally {
        await closeWorld(world)
      }
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: true },
  )
  if (SEED === OWN_SEED && RUNS >= 12) expect([...happened]).toEqual(expect.arrayContaining(MUST_HAPPEN))
}, 600_000)
