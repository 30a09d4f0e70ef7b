import { leaveTraces, openFullVillage, screensOf, screensOfAFreshPhone, setComfort } from './full-village.ts'
import { show, turnTo } from './screens.ts'
import type { Look } from './looks.ts'

/** A hundred screens in each mode: how long that takes is a matter of the machine alone. */
export const PATIENCE = 600_000

export interface EveryScreen {
  /** What was found on each screen of each phone, all at once; an empty list is as it should be. */
  through(comfort: object, viewport: { width: number; height: number }, look: Look): Promise<string[]>
  close(): Promise<void>
}

/** The phones of a secretary, of a villager and of who has not joined, to look at all their screens. */
export async function everyScreen(): Promise<EveryScreen> {
  const village = await openFullVillage()
  const { v } = village
  const fresh = await v.phone()
  const secretary = await v.join('陶书记')
  const wang = await v.join('王大婶')
  await fresh.goto('/')
  await leaveTraces(wang, village.thread)
  const screens = screensOf(village)
  const phones = [
    { name: 'secretary', who: secretary, screens },
    { name: 'villager', who: wang, screens },
    { name: 'fresh phone', who: fresh, screens: await screensOfAFreshPhone(village) },
  ]

  async function through(comfort: object, viewport: { width: number; height: number }, look: Look) {
    const found = phones.map(async ({ name, who, screens: all }) => {
      await who.page().setViewportSize(viewport)
      await who.page().emulateMedia({ reducedMotion: 'reduce' })
      await setComfort(who, comfort)
      await show(who, ['/install', '添加到桌面'])
      const lines: string[] = []
      for (const screen of all) {
        try {
          await turnTo(who, screen)
          lines.push(...(await look(who)).map((line) => `${name} ${screen[0]}: ${line}`))
        } catch (error) {
          const text = await who.page().locator('body').innerText()
          lines.push(`${name} ${screen[0]}: ${String(error).split('\n')[0]} ${text.slice(0, 200)}`)
        }
      }
      return lines
    })
    return (await Promise.all(found)).flat()
  }
  return { through, close: () => v.close() }
}
