import type { Book } from './book.ts'
import { catchUp, noRoster, type RosterMemory } from './roster-memory.ts'

/** Keeps the roster in memory for judging, and forgets it where a transaction that read on did not hold. */
export interface RosterKeeper {
  catchUp(): Promise<RosterMemory>
  within<T>(deed: () => Promise<T>): Promise<T>
}

export function keepRoster(book: Book): RosterKeeper {
  let memory = noRoster()
  // Deeds follow one another: two that read on in the same memory would count a line twice.
  let last: Promise<unknown> = Promise.resolve()

  async function guarded<T>(deed: () => Promise<T>): Promise<T> {
    try {
      return await deed()
    } catch (error) {
      memory = noRoster()
      throw error
    }
  }
  return {
    async catchUp() {
      memory = await catchUp(book, memory)
      return memory
    },
    within(deed) {
      const next = last.then(() => guarded(deed))
      last = next.catch(() => undefined)
      return next
    },
  }
}
