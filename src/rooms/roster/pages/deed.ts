import { ref, type Ref } from 'vue'
import { standingWords } from '#desk/standing-words.ts'
import { orTurnedAway } from '#desk/turned-away.ts'
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
      const stands = await orTurnedAway(desk, await write())
      if (typeof stands === 'string') {
        said.value = { tone: 'red', text: stands }
        return undefined
      }
      const { id, verdict } = stands
      said.value =
        verdict.is === 'waiting'
          ? {
              tone: 'amber',
              text: standingWords(verdict as Shown['standing']).meaning[desk.comfort.language],
            }
          : { tone: 'green', text: done }
      return id
    } finally {
      busy.value = false
    }
  }
  return { busy, said, run }
}
