import type { Villager } from '#support/journey.ts'

/** What stands on a phone after a deed on the page that is open, and not at an address of its own. */
export interface State {
  name: string
  who: Villager
  /** Opens it, from where the state before it ended. */
  open(): Promise<void>
  /** In a modal dialog the tab walk has a test of its own. */
  isDialog?: true
}
export interface Phones {
  secretary: Villager
  wang: Villager
  fresh: Villager
  /** A phone that lacks what the address says it lacks. */
  poor: Villager
}

export const heading = (who: Villager, name: string) =>
  who.page().getByRole('heading', { level: 1, name, exact: true }).waitFor({ timeout: 60_000 })
export const press = (who: Villager, name: string | RegExp) =>
  who.page().getByRole('button', { name, exact: true }).click()
export const fill = (who: Villager, label: string, text: string) =>
  who.page().getByLabel(label, { exact: true }).fill(text)
/** Waits until somebody's screen says so. */
export const seen = (who: Villager, text: string | RegExp) =>
  who.page().getByText(text).first().waitFor({ timeout: 60_000 })

/** Two strokes with a finger on the screen. */
export async function signOn(who: Villager, label: string) {
  const page = who.page()
  const pad = page.getByRole('img', { name: label })
  await pad.scrollIntoViewIfNeeded()
  const { x, y, width, height } = (await pad.boundingBox())!
  for (const from of [0.2, 0.6]) {
    await page.mouse.move(x + width * from, y + height * 0.3)
    await page.mouse.down()
    await page.mouse.move(x + width * (from + 0.2), y + height * 0.7, { steps: 5 })
    await page.mouse.up()
  }
  await press(who, '用这个签名')
}
