import { afterEach, beforeEach, expect, it } from 'vitest'
import { floodNight, saidThatNight } from '#dev/scenes/flood-night.ts'
import { voteClosing } from '#dev/scenes/vote-closing.ts'
import { openVillage, type JourneyVillage } from '#support/journey.ts'
import { said } from './deeds.ts'
import { playInBrowsers } from './scene-player.ts'

let v: JourneyVillage
beforeEach(async () => {
  v = await openVillage()
})
afterEach(() => v?.close())

it('洪水之夜: what was said on either side of the broken link is on every phone by the morning, and once', async () => {
  await playInBrowsers(v, floodNight)
  for (const text of saidThatNight) expect(said(v, 'text').filter((one) => one === text)).toHaveLength(1)
})

it('投票截止: a ballot cast in time arrives late and counts, a slow clock harms nobody, three phones count alike', async () => {
  const phones = await playInBrowsers(v, voteClosing)
  expect(said(v, 'choices')).toHaveLength(5)
  for (const who of ['villager', 'away'] as const) {
    const text = await phones[who].page().locator('main').innerText()
    expect(text).toMatch(/赞成\s*3[^]*反对\s*1[^]*弃权\s*1/)
  }
})
