// A model of village life: phones write, vote, lose the network, crash, are revoked and carry files to each other, the
// relay restarts, votes close, in any order. On real IndexedDB with real keys; only the wire is in the hand.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { until } from '../sync/real-phone.ts'
import {
  bend,
  cast,
  closeVote,
  closeWorld,
  crash,
  exchange,
  openWorld,
  restart,
  revoke,
  settle,
  speak,
  viewOf,
  WHO,
  type Who,
  type Wire,
  type World,
} from './model-phones.ts'

/** What the model itself remembers; the world holds the rest. */
interface Model {
  revoked: Set<Who>
  isClosed: boolean
}
type Command = fc.AsyncCommand<Model, World>

const command = (
  name: string,
  run: (world: World, model: Model) => Promise<unknown> | unknown,
  check: (model: Readonly<Model>) => boolean = () => true,
): Command => ({
  check,
  run: async (model, world) => {
    await run(world, model)
  },
  toString: () => name,
})

let n = 0
const who = fc.constantFrom(...WHO)
/** Only 罗二哥's phone is ever lost; a village that revokes everybody proves little. */
const LOST: Who = '罗二哥'
const mayWrite = (one: Who) => (model: Readonly<Model>) => !model.revoked.has(one)

const commands = [
  who.map((one) => command(`${one} speaks`, (world) => speak(world, one, `第${++n}句`), mayWrite(one))),
  who.map((one) => command(`${one} speaks`, (world) => speak(world, one, `第${++n}句`), mayWrite(one))),
  fc.constant(
    command('王大婶 speaks in her second tab', (world) => speak(world, '王大婶', `第${++n}句`, world.tab)),
  ),
  fc
    .tuple(who, fc.nat(2))
    .map(([one, choice]) =>
      command(`${one} votes ${choice}`, (world) => cast(world, one, choice), mayWrite(one)),
    ),
  who.map((one) => command(`${one} goes offline`, ({ phones }) => phones[one].hand.cut())),
  who.map((one) => command(`${one} comes online`, ({ phones }) => phones[one].hand.mend())),
  fc
    .tuple(who, fc.constantFrom<Wire[]>('lost-answers', 'deaf', 'twice', 'late', false))
    .map(([one, how]) => command(`the wire of ${one}: ${how}`, ({ phones }) => bend(phones[one], how))),
  fc
    .tuple(fc.constantFrom<Who[]>('罗二哥', '何委员'), fc.nat(12))
    .map(([one, turns]) =>
      command(
        `${one} crashes ${turns} turns into writing`,
        (world) => crash(world, one, `第${++n}句`, turns),
        mayWrite(one),
      ),
    ),
  fc
    .tuple(who, who)
    .filter(([from, to]) => from !== to)
    .map(([from, to]) =>
      command(`a file goes from ${from} to ${to}`, (world) => exchange(world, from, to), mayWrite(to)),
    ),
  fc.constant(
    command(
      `${LOST}'s phone is revoked`,
      async (world, model) => {
        await revoke(world, LOST)
        model.revoked.add(LOST)
      },
      mayWrite(LOST),
    ),
  ),
  fc.constant(
    command(
      'the vote closes',
      async (world, model) => {
        await closeVote(world)
        model.isClosed = true
      },
      ({ isClosed }) => !isClosed,
    ),
  ),
  fc.constant(command('the relay restarts', restart)),
]

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

const RUNS = Number(import.meta.env.VITE_MODEL_RUNS ?? 12)
const SEED = Number(import.meta.env.VITE_MODEL_SEED ?? 20261124)

test('whatever happens in whatever order: equal views, one ballot a person, nothing accepted lost, the outbox empties', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 30 }), async (all) => {
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
}, 600_000)
