import { computed, type ComputedRef } from 'vue'
import { useDesk } from './use-desk.ts'

/** A sentence in both languages; Chinese is the first. */
export interface Bilingual {
  zh: string
  en: string
}

/** The words of a room: the same keys in both languages. Sentences with numbers are functions. */
export interface Words<W> {
  zh: W
  en: W
}

/** Declares a room's words; English must have every key that Chinese has. */
export const bilingual = <W>(zh: W, en: NoInfer<W>): Words<W> => ({ zh, en })

/** The words in this phone's language. */
export function useWords<W>(words: Words<W>): ComputedRef<W> {
  const desk = useDesk()
  return computed(() => words[desk.comfort.language])
}
