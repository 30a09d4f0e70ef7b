// Phones that die in the middle of something, and are started again on what they have stored.
import type { Table } from 'dexie'
import { openLedger } from '#ledger/ledger.ts'
import { commentPosted } from '#rulebook/thread.ts'
import { accepted } from '#support/village.ts'
import { startPhone, until, type RealPhone } from '../sync/real-phone.ts'
import { bend, noteReceived, type Who, type World } from './model-phones.ts'

async function startAgain(world: World, who: Who, look = async (_name: string) => {}) {
  const dead = world.phones[who]
  await dead.close()
  await look(dead.name)
  world.phones[who] = await startPhone(world.v, dead.name, undefined, dead.hand)
  noteReceived(world, world.phones[who])
}

/** The phone dies while it writes, so many turns after it began, and is started again on what it has stored. */
export async function crash(world: World, who: Who, text: string, turns: number) {
  const dying = world.phones[who]
  const writing = dying.desk.write(commentPosted, { text }, [world.thread]).catch(() => undefined)
  for (let turn = 0; turn < turns; turn++) await new Promise((next) => setTimeout(next))
  dying.ledger.close()
  await writing
  await startAgain(world, who)
  const rows = await until(world.phones[who].desk.own(), () => true)
  for (const { id, body } of rows)
    if ((body as { text?: string }).text === text) world.kept.set(id, { by: who, body: { text } })
}

/** What absorbing writes, in this order; at which of these the transaction breaks off. */
export const STEPS = ['lines', 'entries', 'volumes'] as const
export type Step = (typeof STEPS)[number]

/** Breaks the next transaction off that comes as far as this step, and closes the book: the battery is empty. */
function breakOff({ ledger: { book } }: RealPhone, step: Step): Promise<void> {
  return new Promise((resolve) => {
    let isDead = false
    function die(tx: { abort(): void }) {
      if (isDead) return
      isDead = true
      tx.abort()
      book.close()
      resolve()
    }
    // Entries are also written by who writes; a line and its volume only by who absorbs.
    const table: Table = book[step]
    table.hook('creating', (_key, row, tx) => void ((step !== 'entries' || 'line' in row) && die(tx)))
    table.hook(
      'updating',
      (_change, _key, row, tx) => void ((step !== 'entries' || 'line' in row) && die(tx)),
    )
  })
}

/** The book as it lies on the disk holds every line of each volume up to where it is, each with its entry, or throws. */
async function mustBeWhole(name: string, missing: string) {
  const ledger = await openLedger(`book ${name}`)
  if ('failed' in ledger) throw new Error(ledger.failed)
  const { volumes, lines, entries } = ledger.book
  const held = await lines.toArray()
  for (const { name: volume, k } of await volumes.toArray()) {
    const own = held.filter((line) => line.volume === volume).map((line) => line.k)
    if (own.join() !== Array.from({ length: k }, (_, n) => n + 1).join())
      throw new Error(`${volume} is at ${k} and holds the lines ${own}`)
  }
  const rows = await entries.bulkGet(held.map(({ id }) => id))
  if (rows.includes(undefined)) throw new Error('a line without its entry')
  if (await entries.get(missing)) throw new Error('of a transaction that broke off something is there')
  ledger.close()
}

/** 陶书记 says something; the phone dies while it takes that in, and is started again. */
export async function crashInAbsorbing(world: World, who: Who, text: string, step: Step) {
  const dying = world.phones[who]
  bend(dying, false)
  dying.hand.cut()
  const { id } = await accepted(world.v.say('陶书记', commentPosted, { text }, [world.thread]))
  const died = breakOff(dying, step)
  dying.hand.mend()
  void dying.desk.syncNow()
  await died
  await startAgain(world, who, (name) => mustBeWhole(name, id))
}
