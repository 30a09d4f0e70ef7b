const RELAY_PATHS = ['/v1', '/yjs', '/ping', '/healthz', '/metrics', '/assets']

/**
 * True for a path that is a page of the app, and so is answered with index.html. The relay's own paths and
 * anything that looks like a file are not: a missing file must be a 404, or a page would be run as a script.
 */
export function isPageOfApp(pathname: string): boolean {
  if (RELAY_PATHS.some((path) => pathname === path || pathname.startsWith(`${path}/`))) return false
  return !/\.[a-z0-9]{1,12}$/i.test(pathname)
}
