import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Shown, Standing } from '#rulebook/shown.ts'
import { commentPosted, threadEdited, threadLocked, threadOpened, threadUnlocked } from '#rulebook/thread.ts'
import { editedSince, readThread } from '#rulebook/thread-reading.ts'
import { isNewSince, sifted, siftsOf, type Whence } from '../../src/rooms/deliberation/parts/sift.ts'

const at = (i: number): Standing => ({ is: 'receipted', i, at: i * 1000 })
const here: Standing = { is: 'provisional', offered: false }
const no: Standing = { is: 'refused', rule: 'T7', code: 'no-role' }

const row = (
  id: string,
  kind: { number: number },
  standing: Standing,
  body: object,
  given: Partial<Shown> = {},
): Shown => ({
  ...{ id, kind: kind.number, subject: 't', author: 'a', device: 'd', seq: 1, at: 9_999_000 },
  ...{ refs: ['t'], body, standing, own: standing.is !== 'receipted' },
  ...given,
})
const matter = row('t', threadOpened, at(1), { title: '路', text: '修不修', matter: 'works' }, { refs: [] })
const edit = (id: string, standing: Standing, text: string) =>
  row(id, threadEdited, standing, { text, note: `改成${text}` }, { author: id })
const lock = (id: string, standing: Standing) =>
  row(id, threadLocked, standing, { reason: id }, { author: id })
const unlock = (id: string, standing: Standing) =>
  row(id, threadUnlocked, standing, { reason: id }, { author: id })
const said = (id: string, standing: Standing, given: Partial<Shown> = {}) =>
  row(id, commentPosted, standing, { text: id }, given)
const ids = (some: { id: string }[]) => some.map(({ id }) => id)

test('a matter says what it was last put as; what it said before stays, with who changed it and why', () => {
  const read = readThread([
    edit('何委员', at(9), '先量'),
    matter,
    edit('外人', no, '不修'),
    edit('罗二哥', at(4), '修宽'),
  ])!
  expect(read.now).toBe('先量')
  expect(read.before).toEqual([
    { text: '修宽', until: 9000, note: '改成先量', by: '何委员' },
    { text: '修不修', until: 4000, note: '改成修宽', by: '罗二哥' },
  ])
  // A vote that opened between the two was opened on what stood then.
  expect(editedSince(read, 5000).map(({ text }) => text)).toEqual(['修宽'])
  expect(editedSince(read, 9000)).toEqual([])
})

test('what is said while a debate is closed stands beside it, an answer too, and counts as no last word', () => {
  const read = readThread([
    matter,
    said('先', at(2)),
    lock('书记', at(3)),
    said('锁上后', at(4)),
    said('锁上后的回复', at(5), { refs: ['t', '先'] }),
    unlock('委员', at(6)),
    said('再开后', at(7)),
    lock('书记又', at(8)),
    said('没有信号', here, { at: 2500 }),
  ])!
  expect(ids(read.comments)).toEqual(['先', '再开后'])
  expect(read.comments[0]!.replies).toEqual([])
  expect(ids(read.outside)).toEqual(['锁上后', '锁上后的回复', '没有信号'])
  expect([read.spoken, read.lastWordAt, read.isLocked]).toEqual([2, 7000, true])
  expect(read.closings.map(({ by, isClosed }) => [by, isClosed])).toEqual([
    ['书记又', true],
    ['委员', false],
    ['书记', true],
  ])
})

test('in whatever order it comes, a debate that was closed and opened reads the same, and loses no word', () => {
  const turn = fc.constantFrom('say', 'reply', 'lock', 'unlock', 'edit')
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 20 }), fc.nat(), (turns, seed) => {
      const rows = turns.map((what, n) => {
        const [id, standing] = [`w${n}`, at(n + 2)]
        if (what === 'lock') return lock(id, standing)
        if (what === 'unlock') return unlock(id, standing)
        if (what === 'edit') return edit(id, standing, id)
        const first = turns.indexOf('say')
        return said(
          id,
          standing,
          what === 'reply' && first < n && first >= 0 ? { refs: ['t', `w${first}`] } : {},
        )
      })
      const all = [matter, ...rows]
      const read = readThread(all)!
      const turned = [...all].sort(
        (a, b) => ((a.at + a.id.length * seed) % 5) - ((b.id.length * 13 + seed) % 5),
      )
      expect(readThread(turned.reverse())).toEqual(read)
      const shown = [...read.comments, ...read.outside].flatMap((one) => [one.id, ...ids(one.replies)])
      const words = rows.filter(({ kind }) => kind === commentPosted.number)
      expect(shown.sort()).toEqual(ids(words).sort())
    }),
  )
})

const whence: Whence = (author) => ({ group: author === '三组的' ? 3 : 1, away: author === '在外的' })

test('comments are sifted by group, by who is away, by what is new; an answer brings what it answers', () => {
  const { comments } = readThread([
    matter,
    said('一', at(2), { author: '三组的' }),
    said('二', at(3)),
    said('三', at(4), { refs: ['t', '二'], author: '在外的' }),
    said('四', at(5), { own: true }),
  ])!
  expect(siftsOf(comments, whence, 3500)).toEqual([
    { sift: 'new', count: 1 },
    { sift: 'away', count: 1 },
    { sift: 'group 1', count: 2 },
    { sift: 'group 3', count: 1 },
  ])
  const show = (sift: Parameters<typeof sifted>[1], seenAt?: number) =>
    ids([...sifted(comments, sift, whence, seenAt)])
  expect(show('all')).toEqual(['一', '二', '四'])
  expect(show('new', 3500)).toEqual(['二'])
  expect(show('away')).toEqual(['二'])
  expect(show('group 3')).toEqual(['一'])
  // Who never looked has nothing marked as new; one's own words never are.
  expect(show('new')).toEqual([])
  expect(isNewSince(comments.at(-1)!, 0)).toBe(false)
})
