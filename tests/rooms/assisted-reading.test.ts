import { expect, test } from 'vitest'
import { mayChange } from '#rulebook/comment-reading.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import { quotableIn } from '#rulebook/minutes-reading.ts'
import { commentAssisted, commentPosted, threadOpened } from '#rulebook/thread.ts'
import { readThread, readThreads } from '#rulebook/thread-reading.ts'
import { receipted as at, rowOf } from '#support/rows.ts'
import { picture } from '#support/texts.ts'

const DAY = 24 * 3600 * 1000
const road = rowOf('t', threadOpened, at(1), [], { title: '路', text: '修不修', matter: null })
const word = rowOf('w', commentAssisted, at(2), ['t'], {
  ...{ speaker: '王大婶', text: '先修桥。', attachments: [picture()] },
})
const own = rowOf('o', commentPosted, at(3), ['t'], { text: '修。', attachments: null })
const signed = rowOf('s', entryCosigned, at(4), ['t', 'w'], {})

test('a word that was written down for somebody is his, and says who wrote it and who stands behind that', () => {
  const [first, second] = readThread([road, own, word], 5000)!.comments
  expect(first).toMatchObject({ author: '王大婶', now: '先修桥。' })
  expect(first!.helped).toEqual({ by: 'by w', effect: { is: 'pending' } })
  expect(second!.helped).toBeUndefined()
  const read = (rows = [road, own, word, signed], now = 5000) => readThread(rows, now)!
  expect(read().comments[0]!.helped?.effect).toEqual({ is: 'in-effect', at: 4000, by: 'by s' })
  expect(read([road, own, word], 2001 + 30 * DAY).comments[0]!.helped?.effect).toEqual({ is: 'lapsed' })
})

test('the minutes have it once it is cosigned; nobody changes it, and lists count it', () => {
  const quoted = (rows: (typeof word)[]) => quotableIn(readThread(rows, 5000)!).map(({ id }) => id)
  expect(quoted([road, own, word])).toEqual(['o'])
  expect(quoted([road, own, word, signed])).toEqual(['w', 'o'])
  const [first, second] = readThread([road, own, word, signed], 5000)!.comments
  expect([mayChange(first!, 5000), mayChange(second!, 5000)]).toEqual([false, true])
  expect(readThreads([road, own, word])[0]).toMatchObject({ spoken: 2, lastWordAt: 3000 })
})
