import { beforeEach, expect, test } from 'vitest'
import { publicBytes, verify } from '#entry/crypto.ts'
import { readHead } from '#entry/heads.ts'
import { LINE_CLASS } from '#entry/lines.ts'
import { ballotsOf, personVolume } from '#rulebook/volumes.ts'
import { ballotsPapered, ballotsWitnessed } from '#rulebook/paper.ts'
import { deviceAdded, rulebookAdopted } from '#rulebook/roster.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { ballotCast, countedFrom, voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import { mandateGiven } from '#rulebook/mandate.ts'
import { phoneVouched } from '#rulebook/vouch.ts'
import { OPEN, readTurnout } from '#rulebook/wire.ts'
import { VOLUME_EPOCH } from '#server/shelves.ts'
import { headerOf } from '#server/stored.ts'
import { thread, vote } from '#support/texts.ts'
import type { TestPhone } from '#support/test-phone.ts'
import {
  accepted,
  admissionBody,
  DAY,
  foundTestVillage,
  newPhone,
  START,
  type TestVillage,
} from '#support/village.ts'

let v: TestVillage
let terms: VoteTerms
let id: string
const FAVOUR = { choices: [0] }

beforeEach(async () => {
  v = await foundTestVillage()
})
async function open(more: Partial<VoteTerms> = {}) {
  const opened = await accepted(v.say('王大婶', threadOpened, thread()))
  terms = vote(v.clock.now, more)
  id = (await accepted(v.say('陶书记', voteOpened, terms, [opened.id]))).id
}
const turnouts = (phone: TestPhone) =>
  phone.messages('TURNOUT').map(({ body }) => readTurnout(body.turnout.bytes)!)
/** Everything a phone was ever sent, for a look at what should not be in it. */
const everything = (phone: TestPhone) => Buffer.concat(phone.frames.map(({ payload }) => payload))

test('while results are hidden no ballot leaves the relay, only signed numbers', async () => {
  await open()
  const luo = await v.connect('罗二哥').welcomed()
  v.clock.now += 1000
  const ballot = await v.write('王大婶', ballotCast, FAVOUR, [id])
  await accepted(v.relay.offer([ballot.bytes]).then(([one]) => one!))
  const [first, second] = await luo.until(() => turnouts(luo).length >= 2 && turnouts(luo))
  expect(first).toMatchObject({ vote: id, present: 0, households: 0, groups: [] })
  expect(second).toMatchObject({ present: 1, households: 1, groups: [{ group: 1, present: 1 }] })
  const { bytes, signature } = luo.messages('TURNOUT')[1]!.body.turnout
  expect(await verify(await publicBytes(v.relayKey.publicKey), 'xy1turnout', bytes, signature)).toBe(true)

  luo.say(OPEN, { volume: ballotsOf(id), epoch: VOLUME_EPOCH, k: 0 })
  await luo.until(() => luo.messages('DENIED').length)
  luo.ask([id])
  await luo.until(() => luo.messages('ANSWER').length)
  expect(everything(luo).includes(Buffer.from(ballot.bytes.slice(20, 60)))).toBe(false)
  expect([...luo.docs.keys()]).not.toContain(ballotsOf(id))
})

test("one's own ballot comes back at once in one's own volume, and nobody else's does", async () => {
  await open()
  const wang = await v.connect('王大婶').welcomed()
  const luo = await v.connect('罗二哥').welcomed()
  const cast = await accepted(v.say('王大婶', ballotCast, FAVOUR, [id]))
  const own = personVolume(v.phones.王大婶.person)
  // Her admission, so that her other phones can check the ballot, then the ballot as a copy.
  await wang.has(own, 2)
  expect(wang.lines(own)[1]!.line).toMatchObject({ i: cast.i, at: cast.at, class: LINE_CLASS.introduced })
  luo.say(OPEN, { volume: own, epoch: VOLUME_EPOCH, k: 0 })
  await luo.until(() => luo.messages('DENIED').length)
  expect([...luo.docs.keys()]).not.toContain(own)
})

test('what is cast for another goes to both of them at once, who casts for whom to the office, and neither to anybody else', async () => {
  await accepted(v.say('陶书记', rulebookAdopted, { rulebook: 2 }))
  v.clock.now += DAY
  await open()
  const [away, luo, li, yang] = await Promise.all(
    (['陶在外', '罗二哥', '李监督', '杨代表'] as const).map((who) => v.connect(who).welcomed()),
  )
  const [giver, proxy] = [v.phones.陶在外.person, v.phones.罗二哥.person]
  const mandate = await v.write('陶在外', mandateGiven, { giver, proxy, witness: null, attachments: [] }, [
    id,
  ])
  await accepted(v.relay.offer([mandate.bytes]).then(([one]) => one!))
  v.clock.now += 2000
  const ballot = await v.write('罗二哥', ballotCast, FAVOUR, [id, mandate.id], { onBehalfOf: giver })
  await accepted(v.relay.offer([ballot.bytes]).then(([one]) => one!))
  const [who, how] = [mandate, ballot].map(({ bytes }) => Buffer.from(bytes.slice(20, 60)))
  for (const phone of [away!, luo!])
    await phone.until(() => everything(phone).includes(who!) && everything(phone).includes(how!))
  await li!.until(() => everything(li!).includes(who!))
  // Told as present, whoever cast it.
  await yang!.until(() => turnouts(yang!).at(-1)?.present === 1)
  await v.relay.idle()
  expect(everything(li!).includes(how!)).toBe(false)
  for (const secret of [who!, how!]) expect(everything(yang!).includes(secret)).toBe(false)
})

test('after the window the ballots open, under a head that is later than the last possible one', async () => {
  await open()
  await accepted(v.say('王大婶', ballotCast, FAVOUR, [id]))
  const luo = await v.connect('罗二哥').welcomed()
  v.clock.now = countedFrom(terms)
  v.relay.tick()
  await v.relay.idle()
  expect([...luo.docs.keys()]).not.toContain(ballotsOf(id))
  v.clock.now += 1
  v.relay.tick()
  const heads = () => luo.messages('HEAD').map(({ body }) => readHead(body.head.bytes)!)
  const head = await luo.until(() => heads().find(({ volume }) => volume === ballotsOf(id)))
  expect(head.at).toBeGreaterThan(countedFrom(terms))
  const kinds = luo.lines(ballotsOf(id)).map(({ entry }) => headerOf(entry)!.kind)
  // It begins with the opening, which says what may be cast.
  expect(kinds.indexOf(voteOpened.number)).toBeLessThan(kinds.indexOf(ballotCast.number))
  expect(kinds.filter((kind) => kind === ballotCast.number)).toHaveLength(1)
  // A phone that comes later, and a relay that starts later, find it open and with such a head too.
  await v.restart()
  const late = await v.connect('杨代表').welcomed()
  await late.has(ballotsOf(id), kinds.length)
  const restarted = await late.until(() =>
    late
      .messages('HEAD')
      .map(({ body }) => readHead(body.head.bytes)!)
      .find(({ volume }) => volume === ballotsOf(id)),
  )
  expect(restarted.at).toBeGreaterThan(countedFrom(terms))
})

test('with live results ballots flow at once and no turnout is told', async () => {
  await open({ hidden: false, collectMs: 0 })
  const luo = await v.connect('罗二哥').welcomed()
  await accepted(v.say('王大婶', ballotCast, FAVOUR, [id]))
  await luo.has(ballotsOf(id), 2)
  expect(luo.messages('TURNOUT')).toEqual([])
})

test('what comes from the room leaves the relay no sooner than a ballot: its officer and its witness have it, nobody else', async () => {
  await open()
  await accepted(v.say('陶书记', rulebookAdopted, { rulebook: 2 }))
  const [luo, li, he] = await Promise.all(
    (['罗二哥', '李监督', '何委员'] as const).map((who) => v.connect(who).welcomed()),
  )
  const { 王大婶: wang, 李监督: witness, 何委员: officer } = v.phones
  const body = {
    witness: witness.person,
    lines: [{ person: wang.person, choices: [1], way: 'paper' as const }],
  }
  const paper = await v.write('何委员', ballotsPapered, body, [id])
  await accepted(v.relay.offer([paper.bytes]).then(([one]) => one!))
  // Each after the author's admission.
  await li!.has(personVolume(witness.person), 2)
  await he!.has(personVolume(officer.person), 2)
  // Only witnessed does it count.
  expect(turnouts(luo!).at(-1)).toMatchObject({ present: 0 })
  v.clock.now += 1000
  const word = await v.write('李监督', ballotsWitnessed, { officer: officer.person }, [id, paper.id])
  await accepted(v.relay.offer([word.bytes]).then(([one]) => one!))
  await he!.has(personVolume(officer.person), 3)
  const told = await luo!.until(() => turnouts(luo!).find(({ present }) => present === 1))
  expect(told).toMatchObject({ households: 1, groups: [{ group: 1, present: 1, households: 1 }] })
  for (const { bytes } of [paper, word])
    expect(everything(luo!).includes(Buffer.from(bytes.slice(20, 60)))).toBe(false)
  // A relay that starts anew counts the same from its log.
  await v.restart()
  const late = await v.connect('罗二哥').welcomed()
  await late.until(() => turnouts(late).at(-1)?.present === 1)
})

test('a busy vote is told once a second, with the latest number', async () => {
  await open()
  const luo = await v.connect('罗二哥').welcomed()
  for (const who of ['王大婶', '杨代表', '何委员', '赵网格'] as const)
    await accepted(v.say(who, ballotCast, FAVOUR, [id]))
  await v.relay.idle()
  const soFar = turnouts(luo).length
  expect(soFar).toBeLessThanOrEqual(2)
  v.clock.now += 1000
  v.relay.tick()
  await luo.until(() => turnouts(luo).length > soFar)
  expect(turnouts(luo).at(-1)).toMatchObject({
    present: 4,
    households: 3,
    groups: [
      { group: 1, present: 3, households: 2 },
      { group: 2, present: 1, households: 1 },
    ],
  })
})

test('abuse 22: a phone set to 2030 votes, is corrected, votes again: turnout counts one person', async () => {
  await open()
  const luo = await v.connect('罗二哥').welcomed()
  await accepted(v.say('王大婶', ballotCast, { choices: [1] }, [id], { at: Date.UTC(2030, 0, 1) }))
  await accepted(v.say('王大婶', ballotCast, FAVOUR, [id], { at: START }))
  v.clock.now += 1000
  v.relay.tick()
  await luo.until(() => turnouts(luo).at(-1)?.present === 1)
})

test("abuse 27: no session, a stranger's, another village's, somebody else's key: nothing is given", async () => {
  const stranger = await newPhone(v.phones.王大婶.person)
  const unknown = await v.connect(stranger).auth()
  expect(await unknown.closed()).toBe(4401)
  const other = await foundTestVillage()
  const foreign = await v.connect(other.phones.王大婶).auth()
  expect(await foreign.closed()).toBe(4401)
  const thief = await v.connect('王大婶').auth([], { keys: stranger.keys })
  expect(await thief.closed()).toBe(4401)
  const old = await v.connect('王大婶').auth([], { wire: 0 })
  expect(await old.closed()).toBe(4426)
  const silent = v.connect('王大婶')
  await silent.until(() => silent.messages('HELLO').length)
  silent.say(OPEN, { volume: 'roster', epoch: VOLUME_EPOCH, k: 0 })
  expect(await silent.closed()).toBe(4401)
  for (const phone of [unknown, foreign, thief, old, silent])
    expect(phone.told.map(({ is }) => is)).toEqual(['HELLO'])
})

test("abuse 27: an answer to another connection's nonce does not open this one", async () => {
  const one = v.connect('王大婶')
  const two = v.connect('王大婶')
  await Promise.all([one, two].map((phone) => phone.until(() => phone.messages('HELLO').length)))
  const nonces = [one, two].map((phone) => phone.messages('HELLO')[0]!.body.nonce)
  expect(nonces[0]).not.toEqual(nonces[1])
  // The first phone answers with what it heard on the second.
  one.told.splice(0, one.told.length, ...two.told)
  expect(await (await one.auth()).closed()).toBe(4401)
})

test('who never says who he is is shown out after ten seconds', async () => {
  const phone = v.connect('王大婶')
  await phone.until(() => phone.messages('HELLO').length)
  v.clock.now += 10_001
  v.relay.tick()
  expect(await phone.closed()).toBe(4401)
})

test('a ballot from a new phone is told as present once a supervisor vouches for it; the office hears the word, others do not', async () => {
  await accepted(v.say('陶书记', rulebookAdopted, { rulebook: 2 }))
  v.clock.now += DAY
  await open()
  const [luo, he] = [await v.connect('罗二哥').welcomed(), await v.connect('何委员').welcomed()]
  const fresh = await newPhone(v.phones.王大婶.person)
  await accepted(v.say('陶书记', deviceAdded, await admissionBody(fresh)))
  v.clock.now += 2000
  await accepted(v.say('杨代表', ballotCast, FAVOUR, [id]))
  await luo.until(() => turnouts(luo).at(-1)?.present === 1)
  v.clock.now += 2000
  await accepted(v.say(fresh, ballotCast, FAVOUR, [id]))
  await luo.until(() => turnouts(luo).length >= 3)
  v.clock.now += 2000
  const phone = { device: fresh.device, person: fresh.person }
  const word = await v.write('李监督', phoneVouched, phone, [id])
  await accepted(v.relay.offer([word.bytes]).then(([one]) => one!))
  await luo.until(() => turnouts(luo).at(-1)?.present === 2)
  // Never two before the word.
  expect([...new Set(turnouts(luo).map(({ present }) => present))]).toEqual([0, 1, 2])

  const part = Buffer.from(word.bytes.slice(20, 60))
  await he.until(() => everything(he).includes(part))
  expect(everything(luo).includes(part)).toBe(false)
  v.clock.now = countedFrom(terms) + 1
  const late = await v.connect('罗二哥').welcomed()
  late.say(OPEN, { volume: ballotsOf(id), epoch: VOLUME_EPOCH, k: 0 })
  await late.until(() => everything(late).includes(part))
})
