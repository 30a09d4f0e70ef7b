import { computed, type ComputedRef } from 'vue'
import { useNames } from '#desk/use-names.ts'
import { useWords } from '#desk/use-words.ts'
import { quotableIn } from '#rulebook/minutes-reading.ts'
import type { ThreadRead } from '#rulebook/thread-reading.ts'
import { words } from '../words.ts'

/** The words of a debate that may be quoted, each with who said it and how many stand behind it. */
export function useQuotable(
  thread: () => ThreadRead | undefined,
): ComputedRef<{ id: string; text: string; by: string; behind: number }[]> {
  const [names, w] = [useNames(), useWords(words)]
  return computed(() => {
    const debate = thread()
    return (debate ? quotableIn(debate) : []).map(({ id, now, author, supporters }) => ({
      ...{ id, text: now, by: names.value(author).name ?? w.value.someone },
      behind: supporters.size,
    }))
  })
}
