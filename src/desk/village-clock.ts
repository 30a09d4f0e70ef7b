/** The village's time on this phone: the relay's last signed time, and what has passed since by a steady clock. */
export interface VillageClock {
  /** A signed time has come. */
  set(at: number): void
  /** Undefined while it is not sure. */
  now(): number | undefined
  /** Calls back when the time became known, or is another than this phone had counted. */
  watch(changed: () => void): () => void
}

/** Wall and steady clock may drift apart by this much before the phone no longer trusts its own counting. */
const DRIFT_MS = 60_000
/** A screen that shows minutes has nothing to gain from less. */
const NOTEWORTHY_MS = 1000

/**
 * The phone's own date is never asked what time it is, so a wrong one does no harm. It only helps to notice that
 * the phone slept: some steady clocks stand still meanwhile, and then the time is unsure until the relay is heard.
 */
export function villageClock(steady = () => performance.now(), wall = () => Date.now()): VillageClock {
  let anchor: { at: number; steady: number; wall: number } | undefined
  const watchers = new Set<() => void>()
  function now() {
    if (!anchor) return undefined
    const passed = steady() - anchor.steady
    const isSure = Math.abs(wall() - anchor.wall - passed) < DRIFT_MS
    return isSure ? Math.round(anchor.at + passed) : undefined
  }
  return {
    set(at) {
      const before = now()
      anchor = { at, steady: steady(), wall: wall() }
      if (before === undefined || Math.abs(at - before) >= NOTEWORTHY_MS)
        for (const changed of [...watchers]) changed()
    },
    now,
    watch(changed) {
      watchers.add(changed)
      return () => void watchers.delete(changed)
    },
  }
}
