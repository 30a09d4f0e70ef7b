/** How much may come at once, and how much a second after that. */
export interface Rate {
  burst: number
  perSecond: number
}

/** Token buckets by name: whoever takes more than his share waits, the others do not. */
export function createBuckets(rate: Rate, now: () => number) {
  const levels = new Map<string, { left: number; at: number }>()
  const level = (name: string) => {
    const kept = levels.get(name)
    if (!kept) return rate.burst
    // A clock set back gives nothing and takes nothing.
    const seconds = Math.max(0, now() - kept.at) / 1000
    return Math.min(rate.burst, kept.left + seconds * rate.perSecond)
  }
  return {
    /** Takes from a bucket; false where it is empty. */
    take(name: string, amount: number): boolean {
      const left = level(name) - amount
      if (left < 0) return false
      levels.set(name, { left, at: now() })
      return true
    },
    /** Forgets buckets that are full again. */
    sweep() {
      for (const name of levels.keys()) if (level(name) >= rate.burst) levels.delete(name)
    },
  }
}
