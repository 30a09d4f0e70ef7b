import { describe, expect, it } from 'vitest'
import { MAX_ENTRY_BYTES } from '#entry/format.ts'
import {
  attachmentsIn,
  DESCRIPTION_MAX,
  isPaper,
  isPicture,
  isSound,
  PAPER_MAX_BYTES,
  PICTURE_MAX_BYTES,
  SORTS,
  sortOf,
  SOUND_MAX_BYTES,
  SOUND_MAX_SECONDS,
  THUMB_MAX_BYTES,
  type Attachment,
} from '#rulebook/attachment.ts'
import { read } from '#rulebook/judge.ts'
import { COMMENT_TEXT_MAX, commentPosted, threadOpened } from '#rulebook/thread.ts'
import { ALLOWED, refused, waiting } from '#rulebook/verdict.ts'
import { opened, villageBook } from '#support/book.ts'
import { picture } from '#support/texts.ts'

const hash = (n: number) => n.toString(16).padStart(64, '0')
const pictures = (count: number, given: Partial<Attachment> = {}) =>
  Array.from({ length: count }, (_, n) => picture({ hash: hash(n), ...given }))

const SEEN = { width: 0, height: 0, thumb: new Uint8Array() }
const voice = (given: Partial<Attachment> = {}) =>
  picture({ ...SEEN, sort: SORTS.indexOf('audio/webm'), size: 40_000, width: 20, description: '', ...given })
const plan = (given: Partial<Attachment> = {}) =>
  picture({
    ...SEEN,
    sort: SORTS.indexOf('application/pdf'),
    size: 90_000,
    description: '路的图纸',
    ...given,
  })

function debate() {
  const book = villageBook()
  const thread = book.enter(book.write('secretary', threadOpened, { title: '路', text: '修不修。' }))
  return {
    say: (attachments: Attachment[] | null, text = '看图。') =>
      book.judge(book.write('migrant', commentPosted, { text, attachments }, [thread.id])),
    write: (attachments: Attachment[] | null, text = '看图。') =>
      book.write('migrant', commentPosted, { text, attachments }, [thread.id]),
  }
}

describe('attachments', () => {
  it('[F1] an entry brings at most four, none of them twice', () => {
    const { say } = debate()
    for (const few of [null, [], pictures(1), pictures(4)]) expect(say(few)).toBe(ALLOWED)
    expect(say(pictures(5))).toEqual(refused('F1', 'too-large'))
    expect(say([...pictures(2), picture({ hash: hash(1) })])).toEqual(refused('F1', 'too-large'))
  })

  it('[F2] a picture has at most 200 KB, and shows itself in at most 1,200 bytes', () => {
    const { say } = debate()
    const most = { size: PICTURE_MAX_BYTES, thumb: new Uint8Array(THUMB_MAX_BYTES) }
    expect(say([picture(most)])).toBe(ALLOWED)
    const wrong: Partial<Attachment>[] = [
      { size: PICTURE_MAX_BYTES + 1 },
      { thumb: new Uint8Array(THUMB_MAX_BYTES + 1) },
      { thumb: new Uint8Array() },
      { width: 0 },
      { height: 0 },
    ]
    for (const one of wrong) expect(say([picture(one)])).toEqual(refused('F2', 'too-large'))
  })

  it('[F3] what an older app does not know waits for a newer one, whatever its size', () => {
    const { say } = debate()
    const song = picture({ sort: SORTS.length, size: 5_000_000, width: 0, height: 0 })
    expect(say([picture(), { ...song, hash: hash(9) }])).toEqual(waiting('newer-app'))
    expect(sortOf(song)).toBeUndefined()
  })

  it('[F4] a voice note has at most 200 KB and 60 seconds, and names its length', () => {
    const { say } = debate()
    const most = { size: SOUND_MAX_BYTES, width: SOUND_MAX_SECONDS, description: '我同意他替我投' }
    for (const type of ['audio/webm', 'audio/mp4', 'audio/ogg'] as const)
      expect(say([voice({ ...most, sort: SORTS.indexOf(type) })])).toBe(ALLOWED)
    const wrong: Partial<Attachment>[] = [
      { size: SOUND_MAX_BYTES + 1 },
      { width: SOUND_MAX_SECONDS + 1 },
      { width: 0 },
      { height: 1 },
      { thumb: new Uint8Array(1) },
    ]
    for (const one of wrong) expect(say([voice(one)])).toEqual(refused('F4', 'too-large'))
  })

  it('[F5] a file is a PDF of at most 500 KB, and has a name', () => {
    const { say } = debate()
    expect(say([plan({ size: PAPER_MAX_BYTES })])).toBe(ALLOWED)
    const wrong: Partial<Attachment>[] = [
      { size: PAPER_MAX_BYTES + 1 },
      { description: '' },
      { width: 1 },
      { height: 1 },
      { thumb: new Uint8Array(1) },
    ]
    for (const one of wrong) expect(say([plan(one)])).toEqual(refused('F5', 'too-large'))
  })

  it('picture, sound and file are told apart, and may come together', () => {
    const all = [picture(), voice({ hash: hash(2) }), plan({ hash: hash(3) })]
    expect(debate().say(all)).toBe(ALLOWED)
    for (const [n, is] of [isPicture, isSound, isPaper].entries())
      expect(all.map(is)).toEqual([0, 1, 2].map((at) => at === n))
  })

  it('a comment of the rulebook before reads as ever, and one with pictures reads by its name', () => {
    const { say } = debate()
    expect(say(null)).toBe(ALLOWED)
    const before = read({ ...opened(commentPosted, { text: '话' }), body: ['话'] })
    expect(before?.body).toEqual({ text: '话', attachments: null })
    expect(attachmentsIn(before?.body)).toEqual([])
    expect(attachmentsIn({ text: '话' })).toEqual([])
    expect(attachmentsIn(null)).toEqual([])
    expect(attachmentsIn({ attachments: pictures(2) })).toHaveLength(2)
  })

  it('the most of everything fits into an entry', () => {
    const description = '沟'.repeat(DESCRIPTION_MAX)
    const four = pictures(4, { description, thumb: new Uint8Array(THUMB_MAX_BYTES).fill(1) })
    const entry = debate().write(four, '话'.repeat(COMMENT_TEXT_MAX))
    expect(entry.bytes.length).toBeLessThanOrEqual(MAX_ENTRY_BYTES)
  })
})
