// The relay of the model stops, in peace or as it stands, and is started again upon what it has kept.
import { expect } from 'vitest'
import type { Id } from '#entry/format.ts'
import { commentPosted } from '#rulebook/thread.ts'
import type { Batch, Log } from '#server/log.ts'
import { faultyLog } from '#support/faulty-log.ts'
import { until } from '../sync/real-phone.ts'
import { noted } from './model-happened.ts'
import { all, speak, type Who, type World } from './model-phones.ts'
import { bend } from './model-wire.ts'

/** What of a batch is on the disk when the process dies in keeping it. */
export const DEATHS = ['hangs', 'hangs half-way', 'hangs after writing'] as const
export type Death = (typeof DEATHS)[number]

/** What must have been found when a relay died. */
export const AT_WORK = 'the relay died at work'

/** The disk, and the hold that one process after the other has on it: who has died writes no more. */
export function openDisk(disk: Log) {
  function hold() {
    const faulty = faultyLog(disk)
    let isOver = false
    let dying = { at: '', how: 'hangs' as Death, died: () => {} }
    async function append(batch: Batch) {
      if (isOver) return new Promise<void>(() => {})
      if (batch.entries.some(({ id }) => id === dying.at)) void faulty.arm(1, dying.how).then(dying.died)
      return faulty.log.append(batch)
    }
    return {
      log: { ...faulty.log, append },
      dieAt: (at: Id, how: Death) => new Promise<void>((died) => (dying = { at, how, died })),
      end: () => void (isOver = true),
    }
  }
  let held = hold()
  return {
    log: (): Log => held.log,
    /** The process dies in keeping this entry; resolves once it is there. */
    dieAt: (at: Id, how: Death) => held.dieAt(at, how),
    /** The process is over; the disk, for the one that comes next. */
    anew(): Log {
      held.end()
      held = hold()
      return held.log
    },
  }
}

/** The relay finishes what it is about, and starts anew. */
export async function restart(world: World) {
  await world.v.relay.idle()
  await startAgain(world)
}

/** The power fails as words come one upon the other: whatever the relay is about is left as it is. */
export async function powerFails(world: World, texts: string[]) {
  const { v, thread } = world
  const words = await Promise.all(texts.map((text) => v.write('陶书记', commentPosted, { text }, [thread])))
  for (const [n, { bytes }] of words.entries()) {
    if (n > 0) await new Promise((next) => setTimeout(next))
    void v.relay.offer([bytes])
  }
  let isIdle = false
  void v.relay.idle().then(() => (isIdle = true))
  await Promise.resolve()
  noted(AT_WORK, !isIdle)
  await startAgain(world)
}

/** The relay dies while it keeps a phone's word, and the phone has no answer. */
export async function dieInKeeping(world: World, who: Who, text: string, how: Death) {
  const { desk, hand } = world.phones[who]
  bend(world.phones[who], 'as it should be')
  hand.cut()
  const id = await speak(world, who, text)
  if (!id) return false
  const died = world.disk.dieAt(id, how)
  hand.mend()
  void desk.syncNow()
  await died
  const rows = await until(desk.own(), (all) => all.some((row) => row.id === id))
  expect(rows.find((row) => row.id === id)!.standing.is, 'nobody was told').toBe('provisional')
  await startAgain(world)
  const isKept = world.v.log.entry(id) !== undefined
  expect(isKept, 'all of a batch is on the disk, or nothing').toBe(how === 'hangs after writing')
  return true
}

/** Every connection breaks off, and a relay starts upon the disk; who had coverage has it again. */
async function startAgain(world: World) {
  const disk = world.disk.anew()
  const hands = new Set(all(world).map(({ hand }) => hand))
  const covered = [...hands].filter(({ isCut }) => !isCut)
  for (const hand of covered) hand.cut()
  await world.v.restart(disk)
  for (const hand of covered) hand.mend()
}
