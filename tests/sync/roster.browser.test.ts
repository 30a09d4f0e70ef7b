import { expect, test } from 'vitest'
import { peopleImported, roleGranted } from '#rulebook/roster.ts'
import { accepted, foundTestVillage, HOUSEHOLDS, SOMEONE } from '#support/village.ts'
import { joinPhone } from './real-phone.ts'

test('who joins while a screen is open stands on it, and so does a new office', async () => {
  const v = await foundTestVillage()
  const phone = await joinPhone(v, '王大婶')
  const { person } = v.phones.罗二哥
  const seen: [number, boolean][] = []
  const stop = phone.desk.roster().subscribe(
    ({ roster, now }) => seen.push([roster.villagers(now).length, roster.holds(person, now, 'committee')]),
    (error) => phone.failures.push(error),
  )
  await expect.poll(() => seen.at(-1)).toEqual([SOMEONE.length, false])
  const line = {
    person: '00000000000000ff',
    name: '新来的',
    household: HOUSEHOLDS[1]!,
    voter: true,
    member: true,
    away: false,
  }
  await accepted(v.say('陶书记', peopleImported, { lines: [line] }))
  await accepted(v.say('陶书记', roleGranted, { person, role: 'committee', scope: [], until: 0 }))
  await expect.poll(() => seen.at(-1)).toEqual([SOMEONE.length + 1, true])
  stop()
  await phone.close()
})
