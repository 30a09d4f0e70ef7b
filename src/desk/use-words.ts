import { computed, shallowRef, type ComputedRef } from 'vue'
import { useDesk } from './use-desk.ts'

/** A sentence in both languages; Chinese is the first. */
export interface Bilingual {
  zh: string
  en: string
}

/** The words of a room: the same keys in both languages. Sentences with numbers are functions. */
export interface Words<W> {
  readonly zh: W
  readonly en: W
}

/** Declares a few words in both languages; English must have every key that Chinese has. */
export const bilingual = <W>(zh: W, en: NoInfer<W>): Words<W> => ({ zh, en })

/** English is fetched by who chose it: the others need neither its bytes nor the time to read it. */
const fetches = new Set<() => Promise<void>>()
const isMissing = shallowRef(false)

/**
 * Declares a room's words, the English ones in a file of their own (`export const en`). Until they are here, and
 * without a network to fetch them, Chinese stands in their place.
 */
export function translated<W>(zh: W, english: () => Promise<{ en: NoInfer<W> }>): Words<W> {
  const here = shallowRef<W>()
  let asked: Promise<void> | undefined
  let isAsked = false
  function fetch(): Promise<void> {
    isAsked = true
    asked ??= english().then(
      ({ en }) => {
        here.value = en
        isMissing.value = false
      },
      () => {
        asked = undefined
        isMissing.value = true
      },
    )
    return asked
  }
  fetches.add(fetch)
  return {
    zh,
    get en() {
      // What failed is tried again by who knows that there is a network, not by each screen.
      if (!isAsked) void fetch()
      return here.value ?? zh
    },
  }
}

/** So long somebody waits for a page in English rather than seeing it change its language. */
const PATIENCE_MS = 3000
/** Resolves when the English of every room that is open stands there, cannot be had, or lets wait too long. */
export async function fetchEnglish(): Promise<void> {
  const all = Promise.all([...fetches].map((fetch) => fetch()))
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))])
}

/** Whether English was asked for and could not be fetched. */
export const isEnglishMissing = (): boolean => isMissing.value

/** The words in this phone's language. */
export function useWords<W>(words: Words<W>): ComputedRef<W> {
  const desk = useDesk()
  return computed(() => words[desk.comfort.language])
}
