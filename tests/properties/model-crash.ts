// Phones that die in the middle of something, and are started again on what they have stored.
import type { Table } from 'dexie'
import { expect } from 'vitest'
import { openLedger } from '#ledger/ledger.ts'
import { commentPosted } from '#rulebook/thread.ts'
import { accepted } from '#support/village.ts'
import { startPhone, until, type RealPhone } from '../sync/real-phone.ts'
import { happened } from './model-happened.ts'
import { noteReceived, speak, type Who, type World } from './model-phones.ts'
import { bend } from './model-wire.ts'

async function startAgain(world: World, who: Who, look = async (_name: string) => {}) {
  const dead = world.phones[who]
  await dead.close()
  await look(dead.name)
  world.phones[who] = await startPhone(world.v, dead.name, undefined, dead.hand)
  noteReceived(world, world.phones[who])
}

/** What the screen keeps of what is typed, until it stands as a word. */
const draftOf = (text: string) => ({ key: 'the word', title: '修路', path: '/threads', fields: { text } })

/** Started again, a phone has its word, or its author has the text still and says it again; never neither. */
async function wordOrText(world: World, who: Who, text: string): Promise<'word' | 'text'> {
  const { desk } = world.phones[who]
  const rows = await until(desk.own(), () => true)
  const words = rows.filter(({ body }) => (body as { text?: string }).text === text)
  for (const { id } of words) world.kept.set(id, { by: who, body: { text } })
  if (words.length === 0) {
    expect((await desk.unsent.load(draftOf(text).key))?.fields.text, 'the text is still there').toBe(text)
    await speak(world, who, text)
  }
  await desk.unsent.drop(draftOf(text).key)
  return words.length > 0 ? 'word' : 'text'
}

/** The phone dies while it writes, so many turns after it began, and is started again on what it has stored. */
export async function crash(world: World, who: Who, text: string, turns: number) {
  const dying = world.phones[who]
  await dying.desk.unsent.save(draftOf(text))
  const writing = dying.desk.write(commentPosted, { text }, [world.thread]).catch(() => undefined)
  for (let turn = 0; turn < turns; turn++) await new Promise((next) => setTimeout(next))
  dying.ledger.close()
  const written = await writing
  await startAgain(world, who)
  const left = await wordOrText(world, who, text)
  happened.add(`a crash left the ${left}`)
  if (written && 'verdict' in written) expect(left, 'what it said it had kept').toBe('word')
}

/** The phone dies when its own word is put, and the transaction that put it is still open. */
export async function crashInWriting(world: World, who: Who, text: string) {
  const dying = world.phones[who]
  await dying.desk.unsent.save(draftOf(text))
  const died = breakOff(dying, 'own word')
  const written = await dying.desk.write(commentPosted, { text }, [world.thread])
  await died
  expect(written, 'the screen keeps the text').toEqual({ failed: 'storage-broken' })
  await startAgain(world, who)
  expect(await wordOrText(world, who, text), 'nothing of the word').toBe('text')
}

/** What absorbing writes, in this order; at which of these the transaction breaks off. */
export const STEPS = ['lines', 'entries', 'volumes'] as const
export type Step = (typeof STEPS)[number]

/** Breaks the next transaction off that comes as far as this step, and closes the book: the battery is empty. */
function breakOff({ ledger: { book } }: RealPhone, step: Step | 'own word'): Promise<void> {
  return new Promise((resolve) => {
    let isDead = false
    function die(tx: { abort(): void }) {
      if (isDead) return
      isDead = true
      tx.abort()
      book.close()
      resolve()
    }
    if (step === 'own word') {
      book.entries.hook('creating', function (_key, row, tx) {
        // Put, and not yet committed: the browser itself breaks it off then. What has a line was absorbed.
        if (!row.line) this.onsuccess = () => die(tx.idbtrans)
      })
      return
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
  bend(dying, 'as it should be')
  dying.hand.cut()
  const { id } = await accepted(world.v.say('陶书记', commentPosted, { text }, [world.thread]))
  const died = breakOff(dying, step)
  dying.hand.mend()
  void dying.desk.syncNow()
  await died
  await startAgain(world, who, (name) => mustBeWhole(name, id))
}
