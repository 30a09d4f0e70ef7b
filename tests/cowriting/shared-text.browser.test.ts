// Drafts on real phones: real sync and storage, the relay in the hand.
import { expect, test, vi } from 'vitest'
import { openSharedText, type SharedText } from '#cowriting/shared-text.ts'
import { draftOf } from '#rulebook/draft.ts'
import { minutesSigned } from '#rulebook/minutes.ts'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { thread } from '#support/texts.ts'
import { accepted, foundTestVillage } from '#support/village.ts'
import { joinPhone, startPhone, type RealPhone } from '../sync/real-phone.ts'

interface Writer extends SharedText {
  /** Where the cursor of this writer's box is. */
  cursor: number[]
  write(at: number, words: string): void
}

/** A page on this phone with the draft open, its box as the page keeps it. */
function openOn({ desk }: RealPhone, id: string, kept = ''): Writer {
  const box: { cursor: number[] } = { cursor: [] }
  const shared = openSharedText({
    name: draftOf(id),
    kept,
    line: (hear) => desk.together(draftOf(id), 1, hear),
    cursor: () => box.cursor,
    changed: (cursor) => void (cursor?.length && (box.cursor = cursor)),
  })
  return Object.assign(box, shared, {
    write(at: number, words: string) {
      const now = shared.text()
      shared.typed(now.slice(0, at) + words + now.slice(at), at + words.length)
    },
  })
}

const same = (...writers: Writer[]) =>
  vi.waitFor(() => expect(new Set(writers.map((one) => one.text())).size).toBe(1), { timeout: 20_000 })

async function debate() {
  const v = await foundTestVillage()
  await accepted(v.say('陶书记', rulebookAdopted, { rulebook: 2 }))
  const { id } = await accepted(v.say('罗二哥', threadOpened, thread()))
  return { v, id, tao: await joinPhone(v, '陶书记'), he: await joinPhone(v, '何委员') }
}

test('two write on phones of their own, and each sees who is at it; who closes it is gone', async () => {
  const { v, id, tao, he } = await debate()
  const mine = openOn(tao, id)
  await vi.waitFor(() => expect(mine.state()).toBe('open'))
  mine.write(0, '先挖沟。')
  const his = openOn(he, id)
  await vi.waitFor(() => expect(his.text()).toBe('先挖沟。'))
  await vi.waitFor(() => expect(his.here()).toEqual([v.phones.陶书记.person]))
  await vi.waitFor(() => expect(mine.here()).toEqual([v.phones.何委员.person]))
  his.close()
  await vi.waitFor(() => expect(mine.here()).toEqual([]))
  await tao.close()
  await he.close()
})

test('others write before a cursor and it stays with its words; a word being composed is not torn apart', async () => {
  const { v, id, tao, he } = await debate()
  const [mine, his] = [openOn(tao, id), openOn(he, id)]
  mine.write(0, '沟宽六十公分。')
  await same(mine, his)
  his.cursor = [2, 4]
  mine.write(0, '要点:')
  await vi.waitFor(() => expect(his.cursor).toEqual([5, 7]))

  const before = his.text()
  his.compose(true)
  his.typed(`${before}mingnian`, before.length + 8)
  mine.write(mine.text().length, '再修桥。')
  await vi.waitFor(() => expect(mine.text()).toContain('再修桥。'))
  // His other tab has heard it: so this one has as well.
  const other = await startPhone(v, he.name, undefined, he.hand)
  const beside = openOn(other, id)
  await vi.waitFor(() => expect(beside.text()).toContain('再修桥。'), { timeout: 20_000 })
  expect(his.text()).toBe(`${before}mingnian`)
  his.typed(`${before}明年`, before.length + 2)
  his.compose(false)
  await same(mine, his)
  expect(his.text()).toContain('再修桥。')
  expect(his.text()).toContain('明年')
  expect(his.text()).not.toContain('mingnian')
  await other.close()
  await tao.close()
  await he.close()
})

test('two tabs of one phone hear each other, and the relay hears both through one socket', async () => {
  const { v, id, tao, he } = await debate()
  const other = await startPhone(v, tao.name, undefined, tao.hand)
  const [first, second, his] = [openOn(tao, id), openOn(other, id), openOn(he, id)]
  second.write(0, '第二页写的。')
  await same(first, second, his)
  first.write(0, '第一页写的。')
  await same(first, second, his)
  expect(his.text()).toBe('第一页写的。第二页写的。')
  await vi.waitFor(() => expect(second.state()).toBe('open'))
  first.close()
  second.write(0, '还在写。')
  await vi.waitFor(() => expect(his.text()).toContain('还在写。'), { timeout: 20_000 })
  await other.close()
  await tao.close()
  await he.close()
})

test('once its minutes are signed it is refused, and what was written stays with the writer', async () => {
  const { v, id, tao, he } = await debate()
  const mine = openOn(tao, id)
  mine.write(0, '先挖沟。')
  await vi.waitFor(() => expect(mine.state()).toBe('open'))
  const minutes = { upTo: v.log.lastNumber(), summary: '先挖沟', closes: false }
  await accepted(v.say('何委员', minutesSigned, minutes, [id]))
  await vi.waitFor(() => expect(mine.state()).toBe('closed'))
  expect(mine.text()).toBe('先挖沟。')
  const late = openOn(he, id)
  await vi.waitFor(() => expect(late.state()).toBe('closed'))
  expect(late.text()).toBe('')
  await tao.close()
  await he.close()
})

test('too much for the village is refused; shortened, it goes in', async () => {
  const { id, tao, he } = await debate()
  const [mine, his] = [openOn(tao, id), openOn(he, id)]
  await vi.waitFor(() => expect(mine.state()).toBe('open'))
  mine.write(0, '长'.repeat(20_000))
  await vi.waitFor(() => expect(mine.state()).toBe('too-large'))
  mine.typed('短一些。', 4)
  mine.again()
  await vi.waitFor(() => expect(his.text()).toBe('短一些。'), { timeout: 20_000 })
  await tao.close()
  await he.close()
})
