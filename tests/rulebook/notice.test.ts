import { describe, expect, it } from 'vitest'
import { noticeCorrected, noticePublished, type NoticeSort } from '#rulebook/notice.ts'
import { ALLOWED, refused, waiting } from '#rulebook/verdict.ts'
import { DAY, HOUSEHOLDS, hex32, START, villageBook } from '#support/book.ts'

const [taos, wangs] = HOUSEHOLDS
const notice = (given: { households?: string[]; sort?: NoticeSort; days?: number } = {}) => ({
  sort: given.sort ?? ('notice' as const),
  title: '停水',
  text: '明天上午停水两小时。',
  showUntil: START + (given.days ?? 15) * DAY,
  pinned: false,
  households: given.households ?? [],
})

describe('notices', () => {
  it('[N1] the secretary and the committee publish', () => {
    const book = villageBook()
    expect(book.judge(book.write('secretary', noticePublished, notice()))).toBe(ALLOWED)
    expect(book.judge(book.write('committee', noticePublished, notice()))).toBe(ALLOWED)
  })

  it('[N1] abuse 17: a villager publishes a notice: refused', () => {
    const book = villageBook()
    expect(book.judge(book.write('villager', noticePublished, notice()))).toEqual(refused('N1', 'no-role'))
    expect(book.judge(book.write('supervisor', noticePublished, notice()))).toEqual(refused('N1', 'no-role'))
  })

  it('[N2] a grid worker publishes for his own households and for no others', () => {
    const book = villageBook()
    const by = (households: string[]) =>
      book.judge(book.write('gridWorker', noticePublished, notice({ households })))
    expect(by([wangs])).toBe(ALLOWED)
    expect(by([wangs, taos])).toEqual(refused('N2', 'out-of-scope'))
    expect(by([])).toEqual(refused('N2', 'out-of-scope'))
  })

  it('[N3] village affairs stay 15 days, also when carried home for two', () => {
    const book = villageBook()
    const written = book.write('secretary', noticePublished, notice({ sort: 'affairs', days: 15 }))
    const short = book.write('secretary', noticePublished, notice({ sort: 'major', days: 14 }))
    book.now = START + 2 * DAY
    expect(book.judge(written)).toBe(ALLOWED)
    expect(book.judge(short)).toEqual(refused('N3', 'out-of-scope'))
    expect(book.judge(book.write('secretary', noticePublished, notice({ days: 1 })))).toBe(ALLOWED)
  })

  it('[N4] its author or the secretary corrects it; another does not, and an unknown one waits', () => {
    const book = villageBook()
    const first = book.enter(book.write('gridWorker', noticePublished, notice({ households: [wangs] })))
    const correction = (who: 'gridWorker' | 'committee' | 'secretary', ref = first.id) =>
      book.judge(
        book.write(who, noticeCorrected, { ...notice({ households: [wangs] }), reason: '时间有误' }, [ref]),
      )
    expect(correction('gridWorker')).toBe(ALLOWED)
    expect(correction('secretary')).toBe(ALLOWED)
    expect(correction('committee')).toEqual(refused('N4', 'no-role'))
    expect(correction('secretary', hex32(999_999))).toEqual(waiting('ref-missing'))
  })
})
