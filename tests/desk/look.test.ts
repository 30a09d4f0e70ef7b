import { expect, test } from 'vitest'
import { look } from '#desk/look.ts'
import { newClaim } from '#identity/hand.ts'
import { foundTestVillage } from '#support/village.ts'

const fragmentFor = async (village: string, person: string) =>
  (await newClaim(village, person, 'https://village.example')).link().split('#')[1]!

test('a claim link is told by its village before it is used: name, four words, and what the founding says', async () => {
  const v = await foundTestVillage()
  const forWang = await fragmentFor(v.village, v.phones.王大婶.person)
  const seen = await look(forWang, async () => v.founding)
  expect(seen).toMatchObject({ is: 'village', name: '试村', secretary: '陶书记', person: undefined })
  expect(seen.is === 'village' && seen.words).toHaveLength(4)
  const forTao = await fragmentFor(v.village, v.phones.陶书记.person)
  expect(await look(forTao, async () => v.founding)).toMatchObject({ person: '陶书记' })
})

test('without network, of another village, with a founding that was changed, and damaged: each said by its name', async () => {
  const [v, elsewhere] = await Promise.all([foundTestVillage(), foundTestVillage()])
  const fragment = await fragmentFor(v.village, v.phones.王大婶.person)
  expect(await look(fragment, async () => undefined)).toEqual({ is: 'no-network' })
  expect(await look(fragment, async () => elsewhere.founding)).toEqual({ is: 'another-village' })
  const changed = v.founding.slice()
  changed[changed.length - 1]! ^= 1
  expect(await look(fragment, async () => changed)).toEqual({ is: 'another-village' })
  expect(await look(fragment.slice(3), async () => v.founding)).toEqual({ is: 'damaged' })
})
