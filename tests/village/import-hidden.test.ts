// While a vote is hidden no export shows its ballots: a book built anew gets them back from who cast them.
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { readHead } from '#entry/heads.ts'
import { ballotsOf, personVolume } from '#rulebook/volumes.ts'
import { countVote } from '#rulebook/count.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { ballotCast, countedFrom, voteOpened } from '#rulebook/vote.ts'
import { openBook } from '#server/book.ts'
import { openLmdbLog, type LmdbLog } from '#server/lmdb-log.ts'
import { keepKey } from '#support/relay-key-file.ts'
import { overSocket } from '#support/served.ts'
import { testPhone, type HaveRow, type TestPhone } from '#support/test-phone.ts'
import { comment, thread, vote } from '#support/texts.ts'
import { accepted, foundTestVillage, type Someone, type TestVillage } from '#support/village.ts'
import { giveBack, have } from '../relay/given-back.ts'
import { village } from './command-line.ts'
import { emptyFolder } from './founded.ts'
import { serveFolder } from './served-folder.ts'

const VOTERS = ['王大婶', '罗二哥', '杨代表'] as const
type Voter = (typeof VOTERS)[number]

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function served(v: TestVillage, dataDir: string) {
  const folder = await serveFolder(v, dataDir)
  ends.push(folder.stop)
  const dial = (who: Someone, rows: HaveRow[] = []) =>
    testPhone(overSocket(`http://127.0.0.1:${folder.port}`), {
      ...v.phones[who],
      village: v.village,
      relayKey: folder.relay.relayKey,
    }).welcomed(rows)
  return { ...folder, dial }
}

/** Until a phone was told of the relay's signed word on so many lines of a volume. */
const headOf = (phone: TestPhone, volume: string, k: number) =>
  phone.until(() =>
    phone.messages('HEAD').some(({ body }) => {
      const head = readHead(body.head.bytes)!
      return head.volume === volume && head.k === k
    }),
  )

/** A village whose machine is lost while a vote is hidden: its voters' phones, and the book built anew from an export. */
async function importedAnew() {
  const dataDir = emptyFolder()
  const log = openLmdbLog(path.join(dataDir, 'book'))
  // The command line exports what is public by the machine's clock.
  const v = await foundTestVillage({ log, clock: { now: Date.now() } })
  await keepKey(dataDir, v.relayKey)
  const matter = await accepted(v.say('王大婶', threadOpened, thread()))
  const terms = vote(v.clock.now)
  const { id } = await accepted(v.say('陶书记', voteOpened, terms, [matter.id]))
  for (const [n, who] of VOTERS.entries()) {
    await accepted(v.say('何委员', commentPosted, comment(`${n}`), [matter.id]))
    await accepted(v.say(who, ballotCast, { choices: [n % 2] }, [id]))
  }
  await log.close()
  const old = await served(v, dataDir)
  const phones = {} as Record<Voter, TestPhone>
  for (const who of VOTERS) {
    phones[who] = await old.dial(who)
    await headOf(phones[who], personVolume(v.phones[who].person), 2)
  }
  const was = { ballots: ballotsIn(old.log, id), count: counted(old.log, v, id) }
  const file = path.join(emptyFolder(), 'book.ndjson')
  expect(await village(dataDir, 'export', '--out', file)).toMatchObject({ code: 0, err: '' })
  await old.stop()
  const anew = path.join(emptyFolder(), 'anew')
  mkdirSync(anew)
  await keepKey(anew, v.relayKey)
  expect(await village(anew, 'import', '--from', file)).toMatchObject({ code: 0, err: '' })
  const { heads } = JSON.parse(readFileSync(file, 'utf8').split('\n')[0]!) as { heads: [volume: string][] }
  return { v, id, matter: matter.id, terms, phones, was, heads, anew }
}

/** Number, time and id of all that stands in a vote's volume, in the order of the book. */
const ballotsIn = (log: LmdbLog, id: string) =>
  log
    .places(ballotsOf(id), 1, 100)
    .map(({ i }) => [i, log.numbered(i)!.at, log.numbered(i)!.id] as const)
    .sort(([one], [other]) => one - other)

function counted(log: LmdbLog, v: TestVillage, id: string) {
  const book = openBook(log, v.village, 0)
  const ballots = ballotsIn(log, id).map(([, , ballot]) => book.reading(ballot)!)
  return countVote(book.votes.of(ballotsOf(id))!, ballots, book.roster, book.device)
}

type Imported = Awaited<ReturnType<typeof importedAnew>>
type NewRelay = Awaited<ReturnType<typeof served>>

/** A voter's phone comes to the new relay with what it has, and hands back what it is asked for. */
async function comes({ v, phones }: Imported, { dial }: NewRelay, who: Voter) {
  const own = personVolume(v.phones[who].person)
  const again = await dial(who, await have(phones[who]))
  await giveBack(again, phones[who], own)
  return { again, own }
}

/** The same, until what it handed back is in the book. */
async function bringsBack(lost: Imported, relay: NewRelay, who: Voter) {
  const { again, own } = await comes(lost, relay, who)
  await headOf(again, own, 2)
  await relay.relay.idle()
}

test('the ballots that an export hides come back from who cast them, in whatever order, and count as before', async () => {
  const lost = await importedAnew()
  const { v, id, terms, was } = lost
  const hidden = [ballotsOf(id), ...VOTERS.map((who) => personVolume(v.phones[who].person))]
  expect(lost.heads.filter(([volume]) => hidden.includes(volume))).toEqual([])
  expect(was.count).toMatchObject({ choices: [2, 1, 0], present: 3 })
  const relay = await served(v, lost.anew)
  // What the vote's volume begins with is public: its opening.
  expect(ballotsIn(relay.log, id)).toEqual(was.ballots.slice(0, 1))
  const secretary = await relay.dial('陶书记')
  for (const who of VOTERS.toReversed()) await bringsBack(lost, relay, who)
  expect(ballotsIn(relay.log, id)).toEqual(was.ballots)
  expect([...secretary.docs.keys()]).not.toContain(ballotsOf(id))

  v.clock.now = countedFrom(terms) + 1
  relay.relay.tick()
  await secretary.has(ballotsOf(id), was.ballots.length)
  expect(counted(relay.log, v, id)).toEqual(was.count)
  await relay.stop()
  expect(await village(lost.anew, 'verify')).toMatchObject({ code: 0, err: '' })
})

test('a phone that comes only after the closing still brings its ballot, and all have it', async () => {
  const lost = await importedAnew()
  const { v, id, terms, was } = lost
  const relay = await served(v, lost.anew)
  v.clock.now = countedFrom(terms) + 1
  relay.relay.tick()
  const secretary = await relay.dial('陶书记')
  await secretary.has(ballotsOf(id), 1)
  expect(counted(relay.log, v, id).present).toBe(0)
  for (const who of VOTERS) await bringsBack(lost, relay, who)
  await secretary.has(ballotsOf(id), was.ballots.length)
  expect(counted(relay.log, v, id)).toEqual(was.count)
})

test('something new that is written before a voter comes back does not take the number of his ballot', async () => {
  const lost = await importedAnew()
  const { v, id, was } = lost
  const relay = await served(v, lost.anew)
  const { bytes } = await v.write('何委员', commentPosted, comment('新的'), [lost.matter])
  const [early] = await relay.relay.offer([bytes])
  expect(early).toMatchObject({ code: 'accepted', i: was.ballots.at(-1)![0] + 1 })
  for (const who of VOTERS) await bringsBack(lost, relay, who)
  expect(ballotsIn(relay.log, id)).toEqual(was.ballots)
})
