// What somebody might try in a vote, with real keys through a real relay: what came of it is read on three phones.
import { beforeEach, describe, expect, test } from 'vitest'
import { decodeEntry, encodeEntry, type Id } from '#entry/format.ts'
import { mandateGiven, MANDATES_MAX } from '#rulebook/mandate.ts'
import { ballotsPapered, ballotsWitnessed, pairSettled } from '#rulebook/paper.ts'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { threadEdited, threadOpened } from '#rulebook/thread.ts'
import { ballotCast, countedFrom, voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import { countedOn } from '#support/counting-phone.ts'
import { thread, vote } from '#support/texts.ts'
import {
  accepted,
  appoint,
  DAY,
  foundTestVillage,
  HOUR,
  type Phone,
  type Someone,
  type TestVillage,
  type Written,
} from '#support/village.ts'

let v: TestVillage
let debate: Id
let id: Id
let terms: VoteTerms
/** Second phones that were let in long before the vote. */
let second: Record<'罗二哥' | '陶在外', Phone>

beforeEach(async () => {
  v = await foundTestVillage()
  await accepted(v.say('陶书记', rulebookAdopted, { rulebook: 2 }))
  second = { 罗二哥: await v.addPhone('罗二哥'), 陶在外: await v.addPhone('陶在外') }
  v.clock.now += DAY
  debate = (await accepted(v.say('王大婶', threadOpened, thread()))).id
  terms = vote(v.clock.now)
  id = (await accepted(v.say('陶书记', voteOpened, terms, [debate]))).id
})
const person = (who: Someone) => v.phones[who].person
const entrusts = (by: Someone | Phone, giver: Someone, proxy: Someone) =>
  v.write(by, mandateGiven, { giver: person(giver), proxy: person(proxy), witness: null, attachments: [] }, [
    id,
  ])
const castsFor = (by: Someone | Phone, giver: Someone, mandate: Written, choice = 0) =>
  v.write(by, ballotCast, { choices: [choice] }, [id, mandate.id], { onBehalfOf: person(giver) })
const handIn = async (...some: Written[]) =>
  (await v.relay.offer(some.map(({ bytes }) => bytes))).map(({ code, rule }) => rule ?? code)

/** The vote is over: what each of three phones says of it, which must be one and the same. */
async function counted() {
  v.clock.now = Math.max(v.clock.now, countedFrom(terms) + 1)
  const phones = ['王大婶', '李监督', '杨代表'] as const
  const [one, ...others] = await Promise.all(
    phones.map(async (who) => countedOn(v, who, await v.connect(who).welcomed(), debate, id)),
  )
  for (const other of others) expect(other).toEqual(one)
  expect(one!.ignored).toEqual([])
  return one!
}

describe('a fourth mandate', () => {
  const givers = ['陶在外', '王大婶', '何委员', '赵网格'] as const
  test.each([0, 1, 2, 3])(
    'given offline while three others were, cast from two phones at once: counts for nothing on every phone (order %i)',
    async (turn) => {
      const mandates = await Promise.all(givers.map((giver) => entrusts(giver, giver, '罗二哥')))
      // Neither of his phones knows what the other has taken on.
      const phones = ['罗二哥', second.罗二哥] as const
      const ballots: Written[] = []
      for (const [n, giver] of givers.entries())
        ballots.push(await castsFor(phones[n % 2]!, giver, mandates[n]!))
      const order = givers.map((_, n) => (n + turn) % givers.length)
      expect(await handIn(...order.map((n) => mandates[n]!))).toEqual(times(4, 'accepted'))
      expect(await handIn(...order.map((n) => ballots[n]!))).toEqual(times(4, 'accepted'))
      const { count, mandates: read } = await counted()
      expect(count).toMatchObject({
        present: MANDATES_MAX,
        choices: [MANDATES_MAX, 0, 0],
        ways: { proxy: MANDATES_MAX },
      })
      // Everyone reads whose is not counted.
      expect(read.map(({ giver, isBeyond }) => [giver, isBeyond])).toEqual(
        order.map((n, at) => [person(givers[n]!), at === MANDATES_MAX]),
      )
    },
  )

  test('one giver asks two others, from two phones at once: one of them counts, on every phone the same', async () => {
    const [first, other] = [
      await entrusts('陶在外', '陶在外', '罗二哥'),
      await entrusts(second.陶在外, '陶在外', '杨代表'),
    ]
    const ballots = [
      await castsFor('罗二哥', '陶在外', first, 0),
      await castsFor('杨代表', '陶在外', other, 1),
    ]
    expect(await handIn(first, other, ...ballots)).toEqual(times(4, 'accepted'))
    expect((await counted()).count).toMatchObject({ present: 1, choices: [0, 1, 0] })
  })
})

describe('a proxy in office', () => {
  test('[D1] the secretary is entrusted with nothing, nor any other who holds an office, and casts for nobody', async () => {
    for (const office of ['陶书记', '何委员', '李监督', '赵网格'] as const) {
      const mandate = await entrusts('王大婶', '王大婶', office)
      expect(await handIn(mandate), office).toEqual(['D1'])
      expect((await v.relay.offer([(await castsFor(office, '王大婶', mandate)).bytes]))[0]!.code).not.toBe(
        'accepted',
      )
    }
    expect((await counted()).count.present).toBe(0)
  })

  test('[D5] who comes into office after he was entrusted casts no more, and what he cast before stands', async () => {
    const mandate = await entrusts('王大婶', '王大婶', '罗二哥')
    const early = await castsFor('罗二哥', '王大婶', mandate, 0)
    const late = await castsFor('罗二哥', '王大婶', mandate, 1)
    expect(await handIn(mandate, early)).toEqual(['accepted', 'accepted'])
    await appoint(v, '罗二哥', 'committee')
    expect(await handIn(late)).toEqual(['D5'])
    expect((await counted()).count).toMatchObject({ present: 1, choices: [1, 0, 0] })
  })
})

describe('a question edited after opening', () => {
  test('the matter is put anew, the number is used again, the bytes are swapped: the vote stays as it was opened', async () => {
    const said = v.phones.陶书记.seq
    await accepted(v.say('王大婶', ballotCast, { choices: [0] }, [id]))
    await accepted(v.say('陶书记', threadEdited, { text: '不是修路，是修庙。', note: '改' }, [debate]))
    const other = { ...terms, question: '修不修庙?' }
    const again = await v.write('陶书记', voteOpened, other, [debate], { seq: said })
    expect(await handIn(again)).toEqual(['A2'])
    const opening = v.log.entry(id)!.bytes
    const swapped = encodeEntry({ ...decodeEntry(opening)!, body: decodeEntry(again.bytes)!.body })
    const [answer] = await v.relay.offer([swapped])
    expect([answer!.code, answer!.rule]).toEqual(['bad-encoding', 'E1'])
    const { terms: read, count } = await counted()
    expect(read).toMatchObject({ question: terms.question })
    expect(count).toMatchObject({ present: 1, choices: [1, 0, 0] })
  })

  test('[V5] a second vote in other words is another vote, and a ballot for what it never asked is refused', async () => {
    const wide = { question: '修不修路?', sort: 'single' as const, options: ['修', '不修', '以后', '修庙'] }
    const other = await accepted(v.say('陶书记', voteOpened, { ...terms, ...wide }, [debate]))
    await accepted(v.say('王大婶', ballotCast, { choices: [3] }, [other.id]))
    expect(await handIn(await v.write('罗二哥', ballotCast, { choices: [3] }, [id]))).toEqual(['V5'])
    await accepted(v.say('罗二哥', ballotCast, { choices: [1] }, [id]))
    // A ballot is of the vote that it names first, whatever it names behind it.
    await accepted(v.say('罗二哥', ballotCast, { choices: [0] }, [other.id, id]))
    expect((await counted()).count).toMatchObject({ present: 1, choices: [0, 1, 0] })
  })
})

describe('an officer’s paper for somebody who voted by phone', () => {
  test.each(['phone', 'paper'])(
    'shows as a pair whichever came first (%s), and is in no column until he says so',
    async (first) => {
      const ballot = () => accepted(v.say('王大婶', ballotCast, { choices: [0] }, [id]))
      const paper = async () => {
        const lines = [{ person: person('王大婶'), choices: [1], way: 'paper' as const }]
        const list = await accepted(
          v.say('何委员', ballotsPapered, { witness: person('李监督'), lines }, [id]),
        )
        await accepted(v.say('李监督', ballotsWitnessed, { officer: person('何委员') }, [id, list.id]))
        return list
      }
      const own = first === 'phone' ? await ballot() : undefined
      const list = await paper()
      const cast = own ?? (await ballot())
      const open = await counted()
      expect(open.count).toMatchObject({ present: 1, choices: [0, 0, 0], unsettled: 1 })
      expect(open.pairs.map(({ slot, between }) => [slot, between.length])).toEqual([[person('王大婶'), 2]])
      // One of the two officers alone says nothing; both together do, and her own word goes before theirs.
      const says = (who: Someone, held: Id, ...more: Id[]) =>
        accepted(v.say(who, pairSettled, { slot: person('王大婶') }, [id, held, ...more]))
      await says('何委员', list.id, list.id)
      expect((await counted()).count).toMatchObject({ choices: [0, 0, 0], unsettled: 1 })
      await says('王大婶', cast.id)
      await says('李监督', list.id, list.id)
      expect((await counted()).count).toMatchObject({ choices: [1, 0, 0], unsettled: 0 })
    },
  )

  test('of the same choice it is one ballot, and hers', async () => {
    await accepted(v.say('王大婶', ballotCast, { choices: [1] }, [id]))
    const lines = [{ person: person('王大婶'), choices: [1], way: 'paper' as const }]
    const list = await accepted(v.say('何委员', ballotsPapered, { witness: person('李监督'), lines }, [id]))
    v.clock.now += HOUR
    await accepted(v.say('李监督', ballotsWitnessed, { officer: person('何委员') }, [id, list.id]))
    expect((await counted()).count).toMatchObject({
      present: 1,
      choices: [0, 1, 0],
      ways: { phone: 1, paper: 0 },
    })
  })
})

const times = <T>(n: number, one: T): T[] => Array.from({ length: n }, () => one)
