// What can happen in the model of village life.
import fc from 'fast-check'
import { backwards, carryIn, exchange } from './model-carry.ts'
import { crash, crashInAbsorbing, crashInWriting, MORTALS, STEPS, whose } from './model-crash.ts'
import { kindOf, noted } from './model-happened.ts'
import { alikeAtEqualHeads } from './model-looks.ts'
import { OFFICERS, putUp, putUpTooLate } from './model-officers.ts'
import {
  cast,
  castTooLate,
  closeVote,
  comeOnline,
  goOffline,
  revoke,
  speak,
  speakOver,
  WHO,
  type Who,
  type World,
} from './model-phones.ts'
import { DEATHS, dieInKeeping, powerFails, restart } from './model-relay.ts'
import { WIRES } from './model-wire.ts'

/** What the model itself remembers; the world holds the rest. */
export interface Model {
  revoked: Set<Who>
  ended: Set<Who>
  isClosed: boolean
}
type Command = fc.AsyncCommand<Model, World>

/** A deed; one that says `false` of itself found nothing to do, and does not count as happened. */
const command = (
  name: string,
  run: (world: World, model: Model) => Promise<unknown> | unknown,
  check: (model: Readonly<Model>) => boolean = () => true,
): Command => ({
  check,
  run: async (model, world) => {
    noted(kindOf(name), (await run(world, model)) !== false)
  },
  toString: () => name,
})

let n = 0
const who = fc.constantFrom(...WHO)
const mortal = fc.constantFrom(...MORTALS)
/** Of two tabs only the one that holds the line takes anything in, whichever that is. */
const absorber = fc.oneof(who, fc.constant("王大婶's tab" as const))
const pair = fc.tuple(who, who).filter(([from, to]) => from !== to)
const officer = fc.constantFrom(...OFFICERS)
/** Only 罗二哥's phone is ever lost; a village that revokes everybody proves little. */
const LOST: Who = '罗二哥'
const mayWrite = (one: Who) => (model: Readonly<Model>) => !model.revoked.has(one)

export const commands = [
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
  fc
    .nat(2)
    .map((choice) => command('何委员 votes on her second phone', (world) => cast(world, 'second', choice))),
  fc
    .nat(2)
    .map((choice) =>
      command('王大婶 votes in her second tab', (world) => cast(world, '王大婶', choice, world.tab)),
    ),
  fc.tuple(who, fc.nat(2)).map(([one, choice]) =>
    command(
      `${one} votes without coverage until it is too late`,
      async (world, model) => {
        await castTooLate(world, one, choice)
        model.isClosed = true
      },
      (model) => !model.isClosed && mayWrite(one)(model),
    ),
  ),
  officer.map((one) => command(`${one} puts up a notice`, (world) => putUp(world, one, `第${++n}张`))),
  officer.map((one) =>
    command(
      `${one} puts up a notice without coverage until the office has ended`,
      async (world, model) => {
        await putUpTooLate(world, one, `第${++n}张`)
        model.ended.add(one)
      },
      ({ ended }) => !ended.has(one),
    ),
  ),
  who.map((one) => command(`${one} goes offline`, ({ phones }) => goOffline(phones[one]))),
  who.map((one) => command(`${one} comes online`, ({ phones }) => comeOnline(phones[one]))),
  fc
    .tuple(who, fc.constantFrom(...WIRES))
    .map(([one, how]) =>
      command(
        `the wire of ${one}: ${how}, and a word`,
        (world) => speakOver(world, one, how, `第${++n}句`),
        mayWrite(one),
      ),
    ),
  fc
    .tuple(mortal, fc.nat(12))
    .map(([one, turns]) =>
      command(
        `${one} crashes ${turns} turns into writing`,
        (world) => crash(world, one, `第${++n}句`, turns),
        mayWrite(whose(one)),
      ),
    ),
  mortal.map((one) =>
    command(
      `${one} crashes while a word is put`,
      (world) => crashInWriting(world, one, `第${++n}句`),
      mayWrite(whose(one)),
    ),
  ),
  fc
    .tuple(absorber, fc.constantFrom(...STEPS))
    .map(([one, step]) =>
      command(
        `${one} crashes at ${step} of what it takes in`,
        (world) => crashInAbsorbing(world, one, `第${++n}句`, step),
        mayWrite(whose(one)),
      ),
    ),
  who.map((one) =>
    command(
      `two words of ${one} arrive the last first`,
      (world) => backwards(world, one, [`第${++n}句`, `第${++n}句`]),
      mayWrite(one),
    ),
  ),
  pair.map(([from, to]) =>
    command(
      `a file goes from ${from} to ${to}`,
      (world) => exchange(world, from, to, `第${++n}句`),
      mayWrite(to),
    ),
  ),
  pair.map(([from, to]) =>
    command(
      `a word of ${from} goes as a file to ${to}, who hands it in`,
      (world) => carryIn(world, from, to, `第${++n}句`),
      (model) => mayWrite(from)(model) && mayWrite(to)(model),
    ),
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
  fc.integer({ min: 1, max: 3 }).map((words) =>
    command(`the power of the relay fails as ${words} words come`, (world) =>
      powerFails(
        world,
        Array.from({ length: words }, () => `第${++n}句`),
      ),
    ),
  ),
  fc
    .tuple(who, fc.constantFrom(...DEATHS))
    .map(([one, how]) =>
      command(
        `the relay ${how} in keeping a word of ${one}, and dies`,
        (world) => dieInKeeping(world, one, `第${++n}句`, how),
        mayWrite(one),
      ),
    ),
  fc.constant(command('who stands at the same heads is looked at', alikeAtEqualHeads)),
]
