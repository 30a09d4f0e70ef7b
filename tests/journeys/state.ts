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
