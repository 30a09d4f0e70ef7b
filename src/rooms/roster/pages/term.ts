import { computed, type ComputedRef } from 'vue'
import { useDesk } from '#desk/use-desk.ts'
import { useWords } from '#desk/use-words.ts'
import { words } from '../words.ts'

/** A term of office in words: since when, and until when where an end was given. */
export function useTerm(): ComputedRef<(since: number | undefined, until: number) => string> {
  const desk = useDesk()
  const w = useWords(words)
  return computed(() => {
    const locale = desk.comfort.language === 'zh' ? 'zh-CN' : 'en'
    const day = (at: number) =>
      new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', day: 'numeric' }).format(at)
    const gap = desk.comfort.language === 'zh' ? '' : ' '
    return (since, until) =>
      [
        since === undefined ? '' : `${w.value.since}${gap}${day(since)}`,
        until === 0 ? '' : `${w.value.until}${gap}${day(until)}`,
      ]
        .filter(Boolean)
        .join(' ')
  })
}
