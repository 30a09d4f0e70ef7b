import { afterEach, expect, test } from 'vitest'
import { noticePublished } from '#rulebook/notice.ts'
import { ofKind } from '#rulebook/shown.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { CONTROL, unframe } from '#sync/frames.ts'
import { DAY, foundTestVillage, START } from '#support/village.ts'
import { joinPhone, until, type RealPhone } from './real-phone.ts'

const phones: RealPhone[] = []
afterEach(async () => {
  for (const phone of phones.splice(0)) await phone.close()
})

test('a word written on one phone stands on the other, receipted on both', async () => {
  const v = await foundTestVillage()
  const one = await joinPhone(v, '王大婶')
  const two = await joinPhone(v, '罗二哥')
  phones.push(one, two)
  await until(one.desk.link, (link) => link.state === 'current')
  await until(one.desk.joining.state(), (state) => state === 'member')
  const written = await one.desk.write(threadOpened, { title: '修路', text: '村口的路坏了' })
  expect(written).toMatchObject({ verdict: { is: 'allowed' } })
  if ('failed' in written) throw new Error('failed')
  await until(one.desk.about(written.id), (rows) => rows[0]?.standing.is === 'receipted')
  await until(two.desk.about(written.id), (rows) => rows[0]?.standing.is === 'receipted')
  const reply = await two.desk.write(commentPosted, { text: '早该修了' }, [written.id])
  if ('failed' in reply) throw new Error('failed')
  const rows = await until(
    one.desk.about(written.id),
    (rows) => rows.length === 2 && rows.every((r) => r.standing.is === 'receipted'),
  )
  expect(ofKind(rows, commentPosted)[0]).toMatchObject({
    author: v.phones.罗二哥.person,
    body: { text: '早该修了' },
  })
  expect(await one.desk.syncNow()).toEqual({ is: 'all-received' })
  expect(
    await one.desk.write(noticePublished, {
      sort: 'notice',
      title: 'x',
      text: 'y',
      showUntil: START + DAY,
      pinned: false,
      households: [],
    }),
  ).toMatchObject({ verdict: { is: 'refused', rule: 'N1' } })
  expect(one.failures).toEqual([])
})

test("a volume's frame that comes twice is no lie: nothing is frozen, no alarm, and what follows is taken", async () => {
  const v = await foundTestVillage()
  const phone = await joinPhone(v, '王大婶')
  phones.push(phone)
  await until(phone.desk.link, (link) => link.state === 'current')
  let doubled = 0
  phone.hand.twiceDown = (bytes) => {
    const isOfVolume = unframe(bytes)!.channel !== CONTROL
    if (isOfVolume) doubled += 1
    return isOfVolume
  }
  const thread = (await v.say('陶书记', threadOpened, { title: '修路', text: '村口' })).id
  for (const text of ['一', '二', '三']) await v.say('罗二哥', commentPosted, { text }, [thread])
  const rows = await until(phone.desk.about(thread), ({ length }) => length === 4)
  expect(doubled).toBeGreaterThan(3)
  expect(rows.map(({ standing }) => standing.is)).toEqual(Array(4).fill('receipted'))
  expect(await until(phone.desk.frozen(), () => true)).toEqual([])
  expect(await until(phone.desk.link, () => true)).toMatchObject({ state: 'current', alarms: 0 })
  expect(phone.failures).toEqual([])
})
