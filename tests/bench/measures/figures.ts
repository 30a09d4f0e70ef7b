/** The middle of several runs. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

/** The value that so large a share of all lies at or below. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!
}

/** The medians, key by key, of runs that each measured the same. */
export function medians<T extends Record<string, number>>(runs: readonly T[]): T {
  const keys = Object.keys(runs[0]!) as (keyof T)[]
  return Object.fromEntries(keys.map((key) => [key, median(runs.map((run) => run[key]!))])) as T
}

/** What a measurement gave, or why it gave nothing: a table says so instead of leaving a gap. */
export type Tried<T> = T | { failed: string }
export const isFailed = (tried: unknown): tried is { failed: string } =>
  typeof tried === 'object' && tried !== null && 'failed' in tried

export async function tried<T>(measure: () => Promise<T>): Promise<Tried<T>> {
  try {
    return await measure()
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) }
  }
}

/** Waits for a promise no longer than so; the measurement then failed, and says by what. */
export function within<T>(ms: number, promise: Promise<T>, what: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(what)), ms)
    promise.then(resolve, reject).finally(() => clearTimeout(late))
  })
}

/** p50 and p99 (ms). */
export type Took = { p50: number; p99: number }

export function spreadOf(took: number[]): Took {
  const sorted = took.sort((a, b) => a - b)
  return { p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) }
}
