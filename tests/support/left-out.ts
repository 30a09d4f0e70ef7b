declare module 'vitest' {
  interface TaskMeta {
    /** Why this test is left out, where it is. */
    leftOut?: string
  }
}

/** Options of a test that cannot run everywhere: where it is left out, `npm test` says at its end why. */
export const leftOut = (because: string): { meta: { leftOut: string } } => ({ meta: { leftOut: because } })
