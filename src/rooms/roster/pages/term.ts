import { computed, type ComputedRef } from 'vue'
import { useDesk } from '#desk/use-desk.ts'
import { useWords } from '#desk/use-words.ts'
import { words } from '../words.ts'

interface Term {
  /** From when it counts (ms); undefined while it does not. */
  since?: number
  /** 0 for no end. */
  until: number
}

/** A term of office in words: since when, and until when where an end was given. */
export function useTerm(): ComputedRef<(term: Term | undefined) => string> {
  const desk = useDesk()
  const w = useWords(words)
  return computed(() => {
    const locale = desk.comfort.language === 'zh' ? 'zh-CN' : 'en'
    const day = (at: number) =>
      new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', day: 'numeric' }).format(at)
    const gap = desk.comfort.language === 'zh' ? '' : ' '
    return (term) =>
      [
        term?.since ? `${w.value.since}${gap}${day(term.since)}` : '',
        term?.until ? `${w.value.until}${gap}${day(term.until)}` : '',
      ]
        .filter(Boolean)
        .join(' ')
  })
}
