const RELAY_PATHS = ['/v1', '/yjs', '/ping', '/healthz', '/metrics', '/ops', '/assets']

/**
 * True for a path that is a page of the app, and so is answered with index.html. The relay's own paths and
 * anything that looks like a file are not: a missing file must be a 404, or a page would be run as a script.
 */
export function isPageOfApp(pathname: string): boolean {
  if (RELAY_PATHS.some((path) => pathname === path || pathname.startsWith(`${path}/`))) return false
  return !/\.[a-z0-9]{1,12}$/i.test(pathname)
}

/** What only a member uses, the rooms and what follows volumes; and the reader of codes for phones without one. */
const FOR_LATER = /^\/?assets\/(yjs|pen|sync|files|http-socket|news|rooms|roster|decode)-/

/**
 * True for a file that a first visit does not wait for; it is kept on the phone quietly afterwards. So the way in
 * stands offline after some 170 KB instead of 250.
 */
export const isForLater = (url: string): boolean => FOR_LATER.test(url)

/** True for what only people with an office use: who has one keeps it as well. */
export const isOffice = (url: string): boolean => /^\/?assets\/office-/.test(url)

/** True for the file of English words, which a phone keeps once somebody has chosen them. */
export const isEnglish = (url: string): boolean => /^\/?assets\/english-/.test(url)
