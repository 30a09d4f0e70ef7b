import { afterEach, expect, test } from 'vitest'
import { APPROVE, ballotCast, voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { ballotsOf } from '#rulebook/volumes.ts'
import { phaseOf } from '#rulebook/vote-reading.ts'
import { announcedBefore } from '#support/texts.ts'
import { accepted, foundTestVillage, HOUR, type TestVillage } from '#support/village.ts'
import { joinPhone, startPhone, until, type RealPhone } from './real-phone.ts'

const phones: RealPhone[] = []
afterEach(async () => {
  for (const phone of phones.splice(0)) await phone.close()
})

async function joined(...given: Parameters<typeof joinPhone>): Promise<RealPhone> {
  const phone = await joinPhone(...given)
  phones.push(phone)
  await until(phone.desk.joining.state(), (state) => state === 'member')
  return phone
}

async function openVote(v: TestVillage, more: Partial<VoteTerms> = {}) {
  const thread = await accepted(v.say('王大婶', threadOpened, { title: '修路', text: '…' }))
  const terms: VoteTerms = {
    question: '修不修?',
    sort: 'approve',
    options: [],
    min: 1,
    max: 1,
    quorum: 'va',
    basis: 'adult',
    group: null,
    closesAt: v.clock.now + HOUR,
    collectMs: HOUR,
    hidden: true,
    ...announcedBefore(v.clock.now, more.quorum),
    ...more,
  }
  const vote = await accepted(v.say('何委员', voteOpened, terms, [thread.id]))
  return { vote: vote.id, terms }
}

test('hidden: a turnout and the own ballot, no count; after the window every ballot, counted here, and final', async () => {
  const v = await foundTestVillage()
  const { vote, terms } = await openVote(v)
  const phone = await joined(v, '王大婶')
  const cast = await phone.desk.write(ballotCast, { choices: [APPROVE.favour] }, [vote])
  expect(cast).toMatchObject({ verdict: { is: 'allowed' } })
  await until(phone.desk.own(), (rows) => rows.some((row) => row.standing.is === 'receipted'))
  for (const who of ['罗二哥', '何委员', '杨代表', '陶书记', '陶在外'] as const)
    await accepted(
      v.say(who, ballotCast, { choices: [who === '罗二哥' ? APPROVE.against : APPROVE.favour] }, [vote]),
    )
  v.clock.now += 1001
  v.relay.tick()
  const open = await until(phone.desk.vote(vote), ({ turnout }) => turnout?.present === 6)
  expect(open.count).toBeUndefined()
  expect(open.final).toBe(false)
  expect(open.own).toMatchObject({ body: { choices: [APPROVE.favour] }, own: true })
  expect((await phone.pen.places()).some(({ name }) => name === ballotsOf(vote))).toBe(false)

  v.clock.now = terms.closesAt + terms.collectMs + 1
  v.relay.tick()
  const closed = await until(phone.desk.vote(vote), ({ final }) => final)
  expect(closed.count).toMatchObject({
    choices: [5, 1, 0],
    present: 6,
    quorate: true,
    carried: APPROVE.favour,
  })
})

test('a phone that comes after the window fetches the ballots and the head that makes the count final', async () => {
  const v = await foundTestVillage()
  const { vote, terms } = await openVote(v)
  await accepted(v.say('罗二哥', ballotCast, { choices: [APPROVE.against] }, [vote]))
  v.clock.now = terms.closesAt + terms.collectMs + 1
  v.relay.tick()
  await v.relay.idle()
  const phone = await joined(v, '王大婶')
  const closed = await until(phone.desk.vote(vote), ({ final }) => final)
  expect(closed.count).toMatchObject({ choices: [0, 1, 0], present: 1, quorate: false, carried: null })
})

test('a vote that was counted stays closed after a reload, without network; with it, the time comes by itself', async () => {
  const v = await foundTestVillage()
  const { vote, terms } = await openVote(v)
  const phone = await joined(v, '王大婶')
  v.clock.now = terms.closesAt + terms.collectMs + 1
  v.relay.tick()
  await until(phone.desk.vote(vote), ({ final }) => final)
  phone.hand.cut()
  phones.splice(phones.indexOf(phone), 1)
  await phone.close()

  const again = await startPhone(v, phone.name, undefined, phone.hand)
  phones.push(again)
  expect(again.desk.now()).toBeUndefined()
  const { notBefore } = await until(again.desk.vote(vote), ({ final }) => final)
  expect(phaseOf(terms, again.desk.now(), notBefore)).toBe('closed')
  const heard = until(again.desk.time, (at) => at !== undefined)
  phone.hand.mend()
  void again.desk.syncNow()
  expect(await heard).toBeGreaterThan(terms.closesAt)
})

test('live results: counted as they come, final only by a head later than the closing', async () => {
  const v = await foundTestVillage()
  const { vote, terms } = await openVote(v, { hidden: false, collectMs: 0 })
  const phone = await joined(v, '王大婶')
  await accepted(v.say('罗二哥', ballotCast, { choices: [APPROVE.against] }, [vote]))
  const open = await until(phone.desk.vote(vote), ({ count }) => count?.present === 1)
  expect(open.final).toBe(false)
  // It closes while this phone is away, and nothing else happens in the volume.
  phone.hand.cut()
  v.clock.now = terms.closesAt + 1
  v.relay.tick()
  await v.relay.idle()
  phone.hand.mend()
  await phone.desk.syncNow()
  await until(phone.desk.vote(vote), ({ final }) => final)
})

test('abuse 22: a phone set to 2030 votes, is corrected, votes again: the correction counts', async () => {
  const v = await foundTestVillage()
  const { vote, terms } = await openVote(v)
  const phone = await joined(v, '王大婶')
  const { identity } = phone
  const ballot = async (choice: number, at: number) => {
    const draft = { kind: ballotCast.number, body: [[choice]], refs: [vote], at }
    const { bytes, id } = await identity.sign(draft)
    expect(await phone.pen.enter(bytes, v.clock.now, true)).toEqual({ is: 'allowed' })
    return id
  }
  await ballot(APPROVE.favour, Date.UTC(2030, 0, 1))
  const corrected = await ballot(APPROVE.against, v.clock.now)
  const own = await until(phone.desk.vote(vote), (standing) => standing.own?.id === corrected)
  expect(own.own!.body.choices).toEqual([APPROVE.against])
  await until(phone.desk.own(), (rows) => rows.every((row) => row.standing.is === 'receipted'))
  expect((await until(phone.desk.vote(vote), () => true)).own!.id).toBe(corrected)
  v.clock.now = terms.closesAt + terms.collectMs + 1
  v.relay.tick()
  const closed = await until(phone.desk.vote(vote), ({ final }) => final)
  expect(closed.count!.choices).toEqual([0, 1, 0])
})
