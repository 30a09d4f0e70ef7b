/** What a page with a turnable clock has beside its own things. */
export interface WithClock {
  /** From now on this phone's date is off by so many milliseconds, also after a reload. */
  turnClock?: (ahead: number) => void
}

/**
 * Makes this page's date one that can be turned; the steady clock goes on as it did. Written into pages as text by
 * the journeys, so it leans on nothing outside itself.
 */
export function makeClockTurnable(): void {
  const KEY = 'xiangyin-dev-clock'
  const Right = Date
  const kept = (): Storage | undefined => {
    try {
      return sessionStorage
    } catch {
      return undefined // about:blank has none
    }
  }
  let ahead = Number(kept()?.getItem(KEY)) || 0
  const now = () => Right.now() + ahead
  globalThis.Date = new Proxy(Right, {
    construct: (_, given, as) => Reflect.construct(Right, given.length > 0 ? given : [now()], as) as object,
    apply: () => new Right(now()).toString(),
    get: (_, key) => (key === 'now' ? now : Reflect.get(Right, key)) as unknown,
  })
  const page = globalThis as WithClock
  page.turnClock = (to) => {
    ahead = to
    kept()?.setItem(KEY, String(to))
  }
}
