import Dexie from 'dexie'
import { afterEach, expect, test, vi } from 'vitest'
import { firstOf } from '#desk/first-of.ts'
import { newSigningPair, publicBytes } from '#entry/crypto.ts'
import { describeBook, orderOf, shownOf, type Row } from '#ledger/book.ts'
import { listing } from '#ledger/listing.ts'
import { openLedger } from '#ledger/ledger.ts'
import { readable } from '#ledger/queries.ts'
import { live, shared } from '#ledger/live.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import { minutesSigned, OBJECT_WITHIN_MS } from '#rulebook/minutes.ts'
import { claimIssued, deviceAdded } from '#rulebook/roster.ts'
import { commentPosted, threadLocked, threadOpened, threadUnlocked } from '#rulebook/thread.ts'
import { OF_THREADS, readThreads } from '#rulebook/thread-reading.ts'
import { randomFrom } from '#support/random.ts'
import { receipted, rowOf } from '#support/rows.ts'
import { DAY, foundTestVillage, START } from '#support/village.ts'
import { benchPhone, closeBooks, take } from './bench-phone.ts'

afterEach(closeBooks)

const until = (fits: () => boolean) => expect.poll(fits, { timeout: 5000 }).toBe(true)

test('what many show is asked once: a newcomer is given what stands, and all hear what changes', async () => {
  const book = describeBook(`shared ${Date.now()}`)
  let asked = 0
  const count = shared(
    live(() => {
      asked += 1
      return book.kept.count()
    }),
  )
  const [first, second]: [number[], number[]] = [[], []]
  const stopFirst = count.subscribe((now) => first.push(now), console.error)
  await until(() => first.length > 0)
  const before = asked
  const stopSecond = count.subscribe((now) => second.push(now), console.error)
  expect(second).toEqual([0])
  await book.kept.count()
  expect(asked).toBe(before)
  await book.kept.put({ name: 'a', value: 1 })
  await until(() => first.at(-1) === 1 && second.at(-1) === 1)
  expect(asked).toBe(before + 1)

  stopFirst()
  await book.kept.put({ name: 'b', value: 1 })
  await until(() => second.at(-1) === 2)
  expect(first.at(-1)).toBe(1)
  stopSecond()
  // With nobody left it has ended, and a later listener is not given what stood then.
  const third: number[] = []
  await book.kept.put({ name: 'c', value: 1 })
  const stopThird = count.subscribe((now) => third.push(now), console.error)
  expect(third).toEqual([])
  await until(() => third.at(-1) === 3)
  stopThird()
  book.close()
})

test('a book of an earlier app is turned round when it is opened, however long that takes', async () => {
  const v = await foundTestVillage()
  const phone = await benchPhone(v)
  await take(v, phone.pen, 'roster')
  const thread = await v.write('王大婶', threadOpened, { title: '修路', text: '路坏了' })
  await phone.pen.enter(thread.bytes, START, true)
  const row = (await phone.ledger.book.entries.get(thread.id))!
  const [newest, oldest] = [2000, 1]

  const name = `earlier ${Date.now()}`
  const earlier = new Dexie(name)
  earlier.version(1).stores({
    entries: 'id, [kind+order], subject, [own+order], standing.is',
    lines: '[volume+k], id',
    volumes: 'name',
    admissions: 'device',
    unsent: 'key, savedAt',
    turnouts: 'vote',
    evidence: 'name',
    kept: 'name',
  })
  const said = Array.from({ length: newest }, (_, n): Row => {
    const i = n + oldest
    return {
      ...row,
      id: `${i}`,
      kind: commentPosted.number,
      standing: { is: 'receipted', i, at: i },
      order: i,
    }
  })
  // As it stood then: what has no number yet behind all that have one.
  const added = { ...row, id: 'added', kind: deviceAdded.number, standing: receipted(4, 777), order: 4 }
  await earlier.table('entries').bulkPut([...said, added, { ...row, order: 1e15 + row.at }])
  await earlier.table('admissions').bulkPut([4, 5].map((i) => ({ device: `d${i}`, person: 'p', i })))
  earlier.close()

  const ledger = await openLedger(name, 20)
  if ('failed' in ledger) throw new Error(ledger.failed)
  const shown: string[][] = []
  const stop = ledger.read
    // Of each kind: many words of one debate must not push the others off the screen.
    .watch({ kinds: [commentPosted, threadOpened], newest: 2 })
    .subscribe((rows) => shown.push(rows.map(({ id }) => id)), console.error)
  await until(() => shown.length > 0)
  expect(shown.at(-1)).toEqual([thread.id, `${newest}`, `${newest - 1}`])
  stop()
  // When each phone was let in is read out of its admission; of one that is not here, that it is no new one.
  const admitted = await ledger.book.admissions.toArray()
  expect(admitted.map(({ device, at }) => [device, at])).toEqual([
    ['d4', 777],
    ['d5', 0],
  ])
  ledger.close()
})

test('a roster costs as many questions to the database however long it is: a weak phone pays for each', async () => {
  const v = await foundTestVillage()
  const phone = await benchPhone(v)
  await take(v, phone.pen, 'roster')
  const short = await questions(phone.name)
  const lines = v.log.places('roster', 1, 1000).length
  for (let n = 0; n < 40; n++) {
    const { code } = await v.say('陶书记', claimIssued, {
      person: v.phones.王大婶.person,
      claimKey: await publicBytes((await newSigningPair()).publicKey),
      until: START + DAY + n,
    })
    expect(code).toBe('accepted')
  }
  await take(v, phone.pen, 'roster', { from: lines + 1 })
  expect(v.log.places('roster', 1, 1000).length).toBe(lines + 40)
  const long = await questions(phone.name)
  expect(long).toBeGreaterThan(0)
  expect(long).toBeLessThanOrEqual(short)
})

test('a list of debates says of each what reading it whole says, and asks as often however much was said', async () => {
  const book = describeBook(`list ${Date.now()}`)
  const random = randomFrom(41)
  let i = 0
  const asStored = (
    id: string,
    kind: { number: number },
    thread: string,
    standing: Row['standing'],
  ): Row => ({
    ...rowOf(id, kind, receipted(0), kind === threadOpened ? [] : [thread], { text: '', reason: '' }),
    ...{
      subject: thread,
      standing,
      order: orderOf(standing, 5000),
      own: 0,
      bytes: new Uint8Array(),
      stands: [],
    },
  })
  const standing = (): Row['standing'] => {
    const dice = random()
    i += 1
    if (dice < 0.7) return receipted(i)
    if (dice < 0.8) return { is: 'provisional', offered: false }
    return dice < 0.9
      ? { is: 'refused', rule: 'T5', code: 'closed' }
      : { is: 'ignored', rule: 'T5', code: 'closed' }
  }
  const threads = ['a', 'b', 'c', 'silent']
  await book.entries.bulkPut(threads.map((id) => asStored(id, threadOpened, id, receipted((i += 1)))))
  const say = (count: number) =>
    book.entries.bulkPut(
      Array.from({ length: count }, () => threads[Math.floor(random() * 3)]!).map((thread) =>
        asStored(`said ${i}`, commentPosted, thread, standing()),
      ),
    )
  const read = async () => {
    const asks = countAsks()
    const { rows, more } = await listing(book, OF_THREADS, async (all) => all.filter(readable).map(shownOf))
    const asked = asks.end()
    const whole = readThreads((await book.entries.toArray()).filter(readable).map(shownOf))
    const said = ({ id, spoken, lastWordAt, isLocked }: (typeof whole)[number]) => ({
      ...{ id, spoken, lastWordAt, isLocked },
    })
    expect(readThreads(rows, more).map(said)).toEqual(whole.map(said))
    return { asked, spoken: whole.map(({ spoken }) => spoken) }
  }
  await say(60)
  const few = await read()
  await say(600)
  const many = await read()
  expect(many.asked).toBe(few.asked)
  expect(many.spoken.some((count) => count > 100)).toBe(true)
  await book.entries.put(asStored('locked', threadLocked, 'b', receipted((i += 1))))
  await say(60)
  await book.entries.put(asStored('unlocked', threadUnlocked, 'b', receipted((i += 1))))
  await say(60)
  await read()
  // Cosigned a week before: another is sealed from here on.
  const [last, second] = [receipted((i += 1)), receipted((i += 1), i * 1000 - OBJECT_WITHIN_MS)]
  const body = { upTo: 1, summary: '完', closes: true }
  await book.entries.bulkPut([
    { ...asStored('last', minutesSigned, 'c', last), body },
    { ...asStored('second', entryCosigned, 'c', second), refs: ['c', 'last'] },
  ])
  await say(60)
  await read()
  const sealed = readThreads((await book.entries.toArray()).filter(readable).map(shownOf))
  expect(sealed.find(({ id }) => id === 'c')!.outside.length).toBeGreaterThan(0)
  book.close()
})

/** How often the database is asked from here on; a cursor's steps count as well. */
function countAsks(): { end(): number } {
  const asks = ['get', 'getAll', 'getAllKeys', 'count', 'openCursor', 'openKeyCursor'] as const
  const spies = [
    ...asks.flatMap((ask) => [vi.spyOn(IDBObjectStore.prototype, ask), vi.spyOn(IDBIndex.prototype, ask)]),
    vi.spyOn(IDBCursor.prototype, 'continue'),
  ]
  return {
    end() {
      let asked = 0
      for (const spy of spies) {
        asked += spy.mock.calls.length
        spy.mockRestore()
      }
      return asked
    },
  }
}

/** How often a fresh reader asks the database until it has the roster; a cursor's steps count as well. */
async function questions(name: string): Promise<number> {
  const ledger = await openLedger(name)
  if ('failed' in ledger) throw new Error(ledger.failed)
  const asks = countAsks()
  await firstOf(ledger.read.roster())
  const asked = asks.end()
  ledger.close()
  return asked
}
