import { expect, test } from 'vitest'
import { fetchEnglish, isEnglishMissing, translated } from '#desk/use-words.ts'

test('English is fetched when it is first asked for; until then, and without network, Chinese stands in its place', async () => {
  let hasNetwork = false
  let times = 0
  const words = translated({ hello: '您好' }, async () => {
    times += 1
    if (!hasNetwork) throw new TypeError('no network')
    return { en: { hello: 'Hello' } }
  })
  expect([words.zh.hello, times]).toEqual(['您好', 0])
  expect(words.en.hello).toBe('您好')
  await fetchEnglish()
  expect([words.en.hello, isEnglishMissing()]).toEqual(['您好', true])
  hasNetwork = true
  await fetchEnglish()
  expect([words.en.hello, isEnglishMissing()]).toEqual(['Hello', false])
  const before = times
  await fetchEnglish()
  expect(times).toBe(before)
})
