// Mutated frames at a phone with its real ledger; by the million, with a ledger in memory, they come in tests/fuzz.
import { afterEach, expect, test } from 'vitest'
import { noticePublished } from '#rulebook/notice.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { RESET, tell } from '#rulebook/wire.ts'
import { frame } from '#sync/frames.ts'
import { notice } from '#support/texts.ts'
import { accepted, foundTestVillage } from '#support/village.ts'
import { mutated } from '../fuzz/mutate.ts'
import { current } from './at-hand.ts'
import { joinPhone, startPhone, until, type RealPhone } from './real-phone.ts'

const SEED = 20261124
const ROUNDS = 4
const A_ROUND = 150
const BOARD = 'board/2026'

const phones: RealPhone[] = []
afterEach(async () => {
  for (const phone of phones.splice(0)) await phone.close()
})

/** 王大婶's phone, in step, with every frame that it heard on the way. */
async function inStep() {
  const v = await foundTestVillage()
  for (const text of ['一', '二']) await accepted(v.say('陶书记', noticePublished, notice(text)))
  const { id } = await accepted(v.say('罗二哥', threadOpened, { title: '修路', text: '村口' }))
  const phone = await joinPhone(v, '王大婶')
  phones.push(phone)
  const frames: Uint8Array[] = []
  phone.hand.meddle = (bytes) => {
    frames.push(bytes.slice())
    return bytes
  }
  await current(phone)
  await accepted(v.say('罗二哥', commentPosted, { text: '同意' }, [id]))
  await until(phone.desk.about(id), (rows) => rows.length === 2)
  await current(phone)
  phone.hand.meddle = (bytes) => bytes
  return { v, phone, frames }
}

const linesOf = async ({ ledger: { book } }: RealPhone) =>
  new Map(
    (await book.lines.toArray()).map(({ volume, k, id, chain }) => [`${volume} ${k}`, `${id} ${chain}`]),
  )
const shownOf = async ({ ledger: { book } }: RealPhone) =>
  (await book.entries.toArray()).filter(({ standing }) => standing.is === 'receipted').map(({ id }) => id)

test('abuse 26: mutated frames take no line from a phone, show nothing that nobody signed, and end no app', async () => {
  const { v, phone, frames } = await inStep()
  const lines = await linesOf(phone)
  const shown = await shownOf(phone)
  const thrown: unknown[] = []
  const note = (event: Event) => void thrown.push(event)
  for (const sort of ['error', 'unhandledrejection']) addEventListener(sort, note)
  for (let round = 0; round < ROUNDS; round++) {
    for (let n = 0; n < A_ROUND; n++) phone.hand.say(mutated(frames, SEED, round * A_ROUND + n))
    phone.hand.cut()
    phone.hand.mend()
    await phone.desk.syncNow()
    const now = await linesOf(phone)
    for (const [place, line] of lines) expect(now.get(place), place).toBe(line)
  }
  for (const sort of ['error', 'unhandledrejection']) removeEventListener(sort, note)
  expect(thrown).toEqual([])
  expect(phone.failures).toEqual([])
  // All that is shown is in the village's book, where everything is signed.
  const still = await shownOf(phone)
  expect(still).toEqual(expect.arrayContaining(shown))
  for (const id of still) expect(v.log.entry(id), id).toBeDefined()
  const last = await linesOf(phone)
  await phone.close()
  phones[0] = await startPhone(v, phone.name, undefined, phone.hand)
  expect(await linesOf(phones[0])).toEqual(last)
  expect(await shownOf(phones[0])).toEqual(still)
})

test('lines are let go of where the relay has signed another epoch, and for no bare word', async () => {
  const { phone } = await inStep()
  const lines = await linesOf(phone)
  phone.hand.say(frame(0, tell(RESET, { volume: BOARD, epoch: 2 })))
  await phone.desk.syncNow()
  expect(await linesOf(phone)).toEqual(lines)

  // The phone comes from a village that had issued the volume anew; its relay signs the one that is in force.
  phone.hand.cut()
  const row = (await phone.ledger.book.volumes.get(BOARD))!
  await phone.ledger.book.volumes.put({ ...row, epoch: 2 })
  phone.hand.mend()
  await phone.desk.syncNow()
  await current(phone)
  expect(await phone.ledger.book.volumes.get(BOARD)).toMatchObject({ epoch: 1, k: row.k })
  expect(await linesOf(phone)).toEqual(lines)
})
