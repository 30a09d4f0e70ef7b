/** Does one thing after the other: a receipt must not overtake what it is about. */
export interface Turn {
  then(deed: () => Promise<unknown> | unknown): void
  /** How many deeds are waiting or under way. */
  pending(): number
  /** Resolves when all that was waiting is done. */
  idle(): Promise<void>
}

/** `failed` is told of a deed that threw, `done` of each that ended; the ones after it are still done. */
export function inTurn(failed: (error: unknown) => void, done: () => void = () => {}): Turn {
  let last: Promise<unknown> = Promise.resolve()
  let pending = 0
  return {
    then(deed) {
      pending += 1
      last = last
        .then(deed)
        .catch(failed)
        .then(() => {
          pending -= 1
          done()
        })
    },
    pending: () => pending,
    async idle() {
      for (let seen: unknown; seen !== last;) {
        seen = last
        await last
      }
    },
  }
}
