import { buildOf } from '#desk/build.ts'

/** Something went wrong that nobody foresaw. */
export interface Mishap {
  error: unknown
  /** The page itself could not be drawn; otherwise one step failed and the page still stands. */
  isPage: boolean
  /** Its code is not on this phone and could not be fetched. */
  isMissing?: boolean
}

/**
 * Whether an error took the page with it. Vue says where it happened: in words while developing, in the built
 * app as a link that ends in a number (0 set-up, 1 drawing, 13 async component, c to m the life of a component).
 */
export const isPageGone = (info: string): boolean =>
  /setup function|render function|async component/.test(info) || /#runtime-(0|1|13)$/.test(info)

/** The line for whoever helps. */
export function mishapLine({ error }: Mishap): string {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return `${what} (${__APP_VERSION__} ${buildOf()})`
}
