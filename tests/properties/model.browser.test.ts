// A model of village life: phones write, vote, lose the network, crash, are revoked and carry files to each other, the
// relay restarts, votes close, in any order. On real IndexedDB with real keys; only the wire is in the hand.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commands, type Model } from './model-commands.ts'
import { BACKWARDS, CARRIED } from './model-carry.ts'
import { TOOK_OVER } from './model-crash.ts'
import { happened, kindOf } from './model-happened.ts'
import { countsAlike, holds } from './model-holds.ts'
import { closeWorld, openWorld } from './model-phones.ts'
import { AT_WORK } from './model-relay.ts'
import { WIRES_DO } from './model-wire.ts'

/** Every deed of the model, and what is to come of some; the own seed is one of which all this happens. */
const MUST_HAPPEN = [
  ...new Set(
    commands.flatMap((one) => fc.sample(one, { numRuns: 100, seed: 1 }).map((deed) => kindOf(`${deed}`))),
  ),
  ...WIRES_DO,
  CARRIED,
  BACKWARDS,
  AT_WORK,
  TOOK_OVER,
  'phones at equal heads in the middle',
  'a crash left the word',
  ...['N1', 'N2', 'V4'].map((rule) => `a refusal by ${rule}`),
  'one person votes on two phones',
]
const OWN_SEED = 20517520
const OWN_RUNS = 10
/** Each day tries histories of its own; `VITE_MODEL_SEED` tries them again, `VITE_MODEL_RUNS` more of them. */
const TODAY = Number(new Date().toISOString().slice(0, 10).replaceAll('-', ''))
const SEED = Number(import.meta.env.VITE_MODEL_SEED ?? TODAY)
const RUNS = Number(import.meta.env.VITE_MODEL_RUNS ?? 2)

const live = (seed: number, numRuns: number) =>
  fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 30, size: '+1' }), async (deeds) => {
      const world = await openWorld()
      const model: Model = { revoked: new Set(), ended: new Set(), isClosed: false }
      try {
        await fc.asyncModelRun(() => ({ model, real: world }), deeds)
        await holds(world)
        await countsAlike(world)
      } finally {
        await closeWorld(world)
      }
    }),
    { numRuns, seed, endOnFailure: true },
  )

test('whatever happens in whatever order: equal views, one ballot a person, nothing accepted lost, the outbox empties', async () => {
  await live(OWN_SEED, OWN_RUNS)
  expect(MUST_HAPPEN.filter((deed) => !happened.has(deed))).toEqual([])
}, 600_000)

test('the same in histories that nobody has tried before', async () => {
  console.log(`VITE_MODEL_SEED=${SEED} VITE_MODEL_RUNS=${RUNS} tries these histories again`)
  await live(SEED, RUNS)
}, 600_000)
