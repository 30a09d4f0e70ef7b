import type { Villager } from './journey.ts'

/** A screen: where it is, and its title once what it shows has been read. */
export type Screen = readonly [path: string, title: string]

/** Opens a screen by its address and waits until it shows what it is about. */
export async function show(who: Villager, screen: Screen): Promise<void> {
  await who.goto(screen[0])
  await shows(who, screen)
}

/** Turns to a screen within the app that is open, as its links do. */
export async function turnTo(who: Villager, screen: Screen): Promise<void> {
  await who.page().evaluate((path) => {
    history.pushState(null, '', path)
    dispatchEvent(new PopStateEvent('popstate', { state: null }))
  }, screen[0])
  await shows(who, screen)
}

async function shows({ page }: Villager, [, title]: Screen): Promise<void> {
  await page().getByRole('heading', { level: 1, name: title }).waitFor({ timeout: 60_000 })
  await page().waitForFunction(() => {
    const text = document.querySelector('main')?.innerText ?? ''
    return text !== '' && !/正在(打开|收取)/.test(text)
  })
}
