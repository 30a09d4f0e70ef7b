/** Does one thing after the other: a receipt must not overtake what it is about. */
export interface Turn {
  then(deed: () => Promise<unknown> | unknown): void
  /** Resolves when all that was waiting is done. */
  idle(): Promise<void>
}

/** `failed` is told of a deed that threw; the ones after it are still done. */
export function inTurn(failed: (error: unknown) => void): Turn {
  let last: Promise<unknown> = Promise.resolve()
  return {
    then(deed) {
      last = last.then(deed).catch(failed)
    },
    async idle() {
      for (let seen: unknown; seen !== last;) {
        seen = last
        await last
      }
    },
  }
}
