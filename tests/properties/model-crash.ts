// Phones and tabs that die in the middle of something, and are started again on what they have stored.
import type { Table } from 'dexie'
import { expect } from 'vitest'
import { openLedger } from '#ledger/ledger.ts'
import { commentPosted } from '#rulebook/thread.ts'
import { accepted } from '#support/village.ts'
import { startPhone, until, type RealPhone } from '../sync/real-phone.ts'
import { noted } from './model-happened.ts'
import { noteReceived, speak, type Who, type World } from './model-phones.ts'
import { bend } from './model-wire.ts'

/** What dies: a phone with all its tabs, or one of 王大婶's two tabs while the other lives on. */
export const MORTALS = ['罗二哥', '何委员', '王大婶', "王大婶's tab", "王大婶's second tab"] as const
export type Mortal = (typeof MORTALS)[number]
export const whose = (mortal: Mortal) => mortal.split("'")[0] as Who

/** That the tab that lives on goes on where the dead one was. */
export const TOOK_OVER = 'a tab took over from the one that died'

/** A page that a mortal has: of the phone itself, or the second tab. */
type Page = Who | 'tab'
const pagesOf = (mortal: Mortal): Page[] =>
  mortal === "王大婶's second tab" ? ['tab'] : mortal === '王大婶' ? ['王大婶', 'tab'] : [whose(mortal)]
const at = ({ phones, tab }: World, page: Page): RealPhone => (page === 'tab' ? tab : phones[page])

async function startAgain(world: World, pages: Page[], look = async (_name: string) => {}) {
  const dead = pages.map((page) => at(world, page))
  await Promise.all(dead.map((page) => page.close()))
  await look(dead[0]!.name)
  for (const [n, page] of pages.entries()) {
    const started = await startPhone(world.v, dead[n]!.name, undefined, dead[n]!.hand)
    if (page === 'tab') world.tab = started
    else world.phones[page] = started
    noteReceived(world, started)
  }
}

/** What the screen keeps of what is typed, until it stands as a word. */
const draftOf = (text: string) => ({ key: 'the word', title: '修路', path: '/threads', fields: { text } })

/** Started again, a phone has its word, or its author has the text still and says it again; never neither. */
async function wordOrText(world: World, page: Page, by: Who, text: string): Promise<'word' | 'text'> {
  const { desk } = at(world, page)
  const rows = await until(desk.own(), () => true)
  const words = rows.filter(({ body }) => (body as { text?: string }).text === text)
  for (const { id } of words) world.kept.set(id, { by, body: { text } })
  if (words.length === 0) {
    expect((await desk.unsent.load(draftOf(text).key))?.fields.text, 'the text is still there').toBe(text)
    await speak(world, by, text, at(world, page))
  }
  await desk.unsent.drop(draftOf(text).key)
  return words.length > 0 ? 'word' : 'text'
}

/** It dies while it writes, so many turns after it began, and is started again on what it has stored. */
export async function crash(world: World, mortal: Mortal, text: string, turns: number) {
  const pages = pagesOf(mortal)
  const { desk } = at(world, pages[0]!)
  await desk.unsent.save(draftOf(text))
  const writing = desk.write(commentPosted, { text }, [world.thread]).catch(() => undefined)
  for (let turn = 0; turn < turns; turn++) await new Promise((next) => setTimeout(next))
  for (const page of pages) at(world, page).ledger.close()
  const written = await writing
  await startAgain(world, pages)
  const left = await wordOrText(world, pages[0]!, whose(mortal), text)
  noted(`a crash left the ${left}`, true)
  if (written && 'verdict' in written) expect(left, 'what it said it had kept').toBe('word')
}

/** It dies when its own word is put, and the transaction that put it is still open. */
export async function crashInWriting(world: World, mortal: Mortal, text: string) {
  const pages = pagesOf(mortal)
  const { desk } = at(world, pages[0]!)
  await desk.unsent.save(draftOf(text))
  const died = breakOff(world, pages.slice(0, 1), 'own word')
  const written = await desk.write(commentPosted, { text }, [world.thread])
  await died
  for (const page of pages) at(world, page).ledger.close()
  expect(written, 'the screen keeps the text').toEqual({ failed: 'storage-broken' })
  await startAgain(world, pages)
  expect(await wordOrText(world, pages[0]!, whose(mortal), text), 'nothing of the word').toBe('text')
}

/** What absorbing writes, in this order; at which of these the transaction breaks off. */
export const STEPS = ['lines', 'entries', 'volumes'] as const
export type Step = (typeof STEPS)[number]

/**
 * Breaks the next transaction off in which one of these pages comes as far as this step, and closes that one's book:
 * the battery is empty, or the browser has let the tab go. Which one it was.
 */
function breakOff(world: World, pages: Page[], step: Step | 'own word'): Promise<Page> {
  return new Promise((resolve) => {
    let isDead = false
    for (const page of pages) {
      const { book } = at(world, page).ledger
      function die(tx: { abort(): void }) {
        if (isDead) return
        isDead = true
        tx.abort()
        book.close()
        resolve(page)
      }
      if (step === 'own word') {
        book.entries.hook('creating', function (_key, row, tx) {
          // Put, and not yet committed: the browser itself breaks it off then. What has a line was absorbed.
          if (!row.line) this.onsuccess = () => die(tx.idbtrans)
        })
        continue
      }
      // Entries are also written by who writes; a line and its volume only by who absorbs.
      const table: Table = book[step]
      table.hook('creating', (_key, row, tx) => void ((step !== 'entries' || 'line' in row) && die(tx)))
      table.hook(
        'updating',
        (_change, _key, row, tx) => void ((step !== 'entries' || 'line' in row) && die(tx)),
      )
    }
  })
}

/** The book as it lies on the disk holds every line of each volume up to where it is, each with its entry, or throws. */
async function mustBeWhole(name: string, missing: string) {
  const ledger = await openLedger(`book ${name}`)
  if ('failed' in ledger) throw new Error(ledger.failed)
  const { book } = ledger
  // At one moment: another tab may be writing.
  await book.transaction('r', [book.volumes, book.lines, book.entries], async () => {
    const held = await book.lines.toArray()
    for (const { name: volume, k } of await book.volumes.toArray()) {
      const own = held.filter((line) => line.volume === volume).map((line) => line.k)
      if (own.join() !== Array.from({ length: k }, (_, n) => n + 1).join())
        throw new Error(`${volume} is at ${k} and holds the lines ${own}`)
    }
    const rows = await book.entries.bulkGet(held.map(({ id }) => id))
    if (rows.includes(undefined)) throw new Error('a line without its entry')
    if (await book.entries.get(missing)) throw new Error('of a transaction that broke off something is there')
  })
  ledger.close()
}

/**
 * 陶书记 says something; the phone dies while it takes that in, with all its tabs or only the one that holds the line,
 * and is started again. A tab that is left takes it in meanwhile.
 */
export async function crashInAbsorbing(world: World, mortal: Mortal, text: string, step: Step) {
  const who = whose(mortal)
  const pages = pagesOf(who)
  const { hand } = at(world, who)
  bend(at(world, who), 'as it should be')
  hand.cut()
  const { id } = await accepted(world.v.say('陶书记', commentPosted, { text }, [world.thread]))
  const died = breakOff(world, pages, step)
  hand.mend()
  void at(world, who).desk.syncNow()
  const first = await died
  // Until it has been looked at, nothing is to come in by the other tab.
  hand.cut()
  const isAlone = mortal !== who
  const dead = isAlone ? [first] : pages
  for (const page of dead) at(world, page).ledger.close()
  await startAgain(world, dead, async (name) => {
    await mustBeWhole(name, id)
    hand.mend()
    if (isAlone)
      await takesOver(
        world,
        pages.find((page) => page !== first)!,
        id,
      )
  })
}

/** The page that is left takes in by itself what the dead one could not. */
async function takesOver(world: World, left: Page, id: string) {
  const { desk } = at(world, left)
  void desk.syncNow()
  await until(desk.about(world.thread), (rows) => rows.some((row) => row.id === id), 20_000)
  noted(TOOK_OVER, true)
}
