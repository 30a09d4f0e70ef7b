import { ref, type Ref } from 'vue'
import { failedWords, refusalWords, standingWords } from '#desk/standing-words.ts'
import { useDesk } from '#desk/use-desk.ts'
import type { Written } from '#desk/desk.ts'
import type { Shown } from '#rulebook/shown.ts'
import type { NoticeTone } from '#ui/Notice.vue'

export interface Deed {
  busy: Ref<boolean>
  said: Ref<{ tone: NoticeTone; text: string } | undefined>
  /** Writes, and says what came of it; the id where the entry stands on this phone. */
  run(write: () => Promise<Written>, done: string): Promise<string | undefined>
}

/** One deed of the registrar at a time: what is typed stays until it stands. */
export function useDeed(): Deed {
  const desk = useDesk()
  const busy = ref(false)
  const said = ref<{ tone: NoticeTone; text: string }>()

  async function run(write: () => Promise<Written>, done: string) {
    if (busy.value) return undefined
    busy.value = true
    said.value = undefined
    try {
      const written = await write()
      const { language } = desk.comfort
      if ('failed' in written) {
        said.value = { tone: 'red', text: failedWords[written.failed][language] }
        return undefined
      }
      const { verdict } = written
      if (verdict.is === 'refused') {
        said.value = { tone: 'red', text: refusalWords(verdict, language) }
        // It never went out: a refusal on this phone is told here, and leaves nothing to clear up.
        await desk.discard(written.id)
        return undefined
      }
      said.value =
        verdict.is === 'waiting'
          ? { tone: 'amber', text: standingWords(verdict as Shown['standing']).meaning[language] }
          : { tone: 'green', text: done }
      return written.id
    } finally {
      busy.value = false
    }
  }
  return { busy, said, run }
}
