import { claimPathFor } from '#support/claim-path.ts'
import { caughtUp, keptWhole, type JourneyVillage, type Villager } from '#support/journey.ts'
import { makeClockTurnable, type WithClock } from '#dev/phone/turnable-clock.ts'
import { play } from '#dev/scenes/play.ts'
import { NAMES, WHO, type Deed, type Scene, type Who } from '#dev/scenes/scene.ts'
import { layGround } from '#dev/stage/ground.ts'
import { bend } from '#dev/stage/wires.ts'

/** A screen that must come over a mended link may wait for the phone's next try. */
const PATIENCE_MS = 60_000

/** Plays one of the dev page's scenes on three phones that run the built app, each in a browser of its own. */
export async function playInBrowsers(v: JourneyVillage, scene: Scene): Promise<Record<Who, Villager>> {
  await layGround(scene, v.village)
  const phones = Object.fromEntries(
    await Promise.all(WHO.map(async (who) => [who, await joined(v, who)] as const)),
  ) as Record<Who, Villager>
  const wrongBy: Record<Who, number> = { secretary: 0, villager: 0, away: 0 }
  const turn = (who: Who) =>
    phones[who].page().evaluate((to) => (window as WithClock).turnClock?.(to), v.clock.ahead + wrongBy[who])
  const actors = {
    now: () => v.clock.now,
    deed: (deed: Deed) => act(phones[deed.who], deed),
    wire: (who: Who, wire: Parameters<typeof bend>[1]) => bend(phones[who].road, wire),
    async pass(ms: number) {
      v.clock.ahead += ms
      for (const who of WHO) phones[who].road.resetAll()
      await Promise.all(WHO.map(turn))
    },
    async turn(who: Who, ms: number) {
      wrongBy[who] = ms
      await turn(who)
    },
  }
  await play(scene, actors, (n) => console.log(scene.chapters[n]!.says.en))
  return phones
}

async function joined(v: JourneyVillage, who: Who): Promise<Villager> {
  const phone = await v.phone()
  await phone.phone.context.addInitScript(makeClockTurnable)
  await phone.goto(await claimPathFor(v.village, NAMES[who]))
  await act(phone, { do: 'press', who, name: '加入' })
  await caughtUp(phone)
  await keptWhole(phone)
  return phone
}

/** A whole name; where a word only for screen readers is joined on, browsers differ in the space between. */
const spacesAside = (name: string) =>
  new RegExp(
    `^\\s*${[...name.replace(/\s/g, '')].map((one) => one.replace(/[.*+?()[\]]/, '\\$&')).join('\\s*')}\\s*$`,
  )

/** The same deeds as the dev page's hand, by Playwright. */
async function act(phone: Villager, deed: Deed): Promise<void> {
  const page = phone.page()
  const timeout = PATIENCE_MS
  switch (deed.do) {
    case 'open':
      return phone.goto(deed.path)
    case 'press': {
      const named = { name: spacesAside(deed.name) }
      return page.getByRole('link', named).or(page.getByRole('button', named)).first().click({ timeout })
    }
    case 'fill':
      return page.getByLabel(deed.label).fill(deed.text, { timeout })
    case 'choose':
      return page.getByLabel(deed.label, { exact: true }).check({ force: true, timeout })
    case 'see':
      return page.getByText(deed.text).first().waitFor({ timeout })
    case 'miss':
      if (await page.getByText(deed.text).count()) throw new Error(`${deed.text} should not be here`)
  }
}
