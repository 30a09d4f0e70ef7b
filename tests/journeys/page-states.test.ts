import { afterAll, beforeAll, expect, it } from 'vitest'
import { PATIENCE } from '#support/every-screen.ts'
import { leaveTraces, openFullVillage, type FullVillage } from '#support/full-village.ts'
import type { Villager } from '#support/journey.ts'
import {
  doubled,
  findings,
  findingsOfColours,
  findingsOfLooks,
  NARROW,
  tooWide,
  WHOLE,
  type Look,
} from '#support/looks.ts'
import { walkOne } from '#support/tab-walk.ts'
import { joining, makePoor, revoked, threshold } from './page-states.ts'
import { smallThings } from './small-states.ts'
import type { Phones, State } from './state.ts'
import {
  answeringTimes,
  casting,
  enteringPaper,
  entrusting,
  entrustingOnPaper,
  joiningList,
  openingList,
  openingVote,
  seekingTime,
  writingNotice,
  writingThread,
} from './writing-states.ts'

const USUAL = { width: 360, height: 740 }
interface Comfort {
  letter?: number
  elder?: boolean
  theme?: string
}

let village: FullVillage
let phones: Phones
beforeAll(async () => {
  village = await openFullVillage()
  const { v, thread } = village
  const [secretary, wang, fresh, poor] = [
    await v.join('陶书记'),
    await v.join('王大婶'),
    await v.phone(),
    await v.phone(),
  ]
  await leaveTraces(wang, thread)
  await makePoor(poor)
  phones = { secretary, wang, fresh, poor }
  for (const who of Object.values(phones)) await who.page().emulateMedia({ reducedMotion: 'reduce' })
}, PATIENCE)
afterAll(() => village?.v.close())

/** Changes comfort under a page that stays as it is, where the shell writes it: on <html>; only the style follows. */
const dress = (who: Villager, { letter = 1, elder = false, theme = 'auto' }: Comfort) =>
  who.page().evaluate(
    (now) => {
      const { style, dataset } = document.documentElement
      style.removeProperty('font-size')
      Object.assign(dataset, { letter: String(now.letter), theme: now.theme })
      if (now.elder) dataset.elder = ''
      else delete dataset.elder
    },
    { letter, elder, theme },
  )

const LOOKS: [name: string, viewport: typeof USUAL, Comfort, Look][] = [
  ['axe', WHOLE, {}, findings],
  ['axe, elder', WHOLE, { elder: true }, findingsOfLooks],
  ['axe, dark', WHOLE, { theme: 'dark' }, findingsOfColours],
  ['320 px, largest letters', NARROW, { letter: 1.75 }, tooWide],
  ['320 px, largest letters, elder', NARROW, { letter: 1.75, elder: true }, tooWide],
  ['320 px, letters doubled', NARROW, {}, doubled],
]

/** Opens one state after the other and looks at each in every way; what was found. */
async function through(states: State[]): Promise<string[]> {
  const lines: string[] = []
  for (const { name, who, open, isDialog } of states) {
    await who.page().setViewportSize(USUAL)
    await dress(who, {})
    await open().catch(async (error: unknown) => {
      const text = await who.page().locator('body').innerText()
      throw new Error(`${name}: ${String(error).split('\n')[0]} The screen says: ${text.slice(0, 400)}`)
    })
    if (!isDialog) lines.push(...(await walkOne(who, `${name}, keys`)))
    for (const [way, viewport, comfort, look] of LOOKS) {
      await who.page().setViewportSize(viewport)
      await dress(who, comfort)
      lines.push(...(await look(who)).map((line) => `${name}, ${way}: ${line}`))
    }
    await dress(who, {})
  }
  return lines
}

const ROADS: Record<string, () => State[]> = {
  'writing a notice': () => writingNotice(phones),
  'raising a matter': () => writingThread(phones),
  'opening a vote': () => openingVote(phones, village),
  'opening a list, and seeking a time': () => [
    ...openingList(phones, village),
    ...seekingTime(phones, village),
  ],
  'casting a ballot': () => casting(phones, village),
  'entering ballots from the room': () => enteringPaper(phones, village),
  'entrusting a ballot': () => [...entrusting(phones, village), ...entrustingOnPaper(phones, village)],
  'joining a list, and answering for times': () => [
    ...joiningList(phones, village),
    ...answeringTimes(phones, village),
  ],
  'a reply, and the sync sheet': () => smallThings(phones, village),
  'joining and admitting': () => joining(phones),
  'where the app cannot run': () => threshold(phones),
  // Last, as Wang's phone is out of the village after it.
  'a revoked phone': () => revoked(phones, village),
}
for (const [name, states] of Object.entries(ROADS))
  it(
    `within a page, nothing is found by axe, by Tab or at 320 px: ${name}`,
    async () => expect(await through(states())).toEqual([]),
    PATIENCE,
  )
