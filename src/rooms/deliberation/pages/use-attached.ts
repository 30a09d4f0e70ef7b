import { computed, type ComputedRef } from 'vue'
import { useFile, type FileOnPhone } from '#desk/use-file.ts'
import { useWords } from '#desk/use-words.ts'
import type { Attachment } from '#rulebook/attachment.ts'
import type { Tone } from '#ui/StateMark.vue'
import { percentOf } from '../parts/picture.ts'
import { pictureWords } from './picture-words.ts'

/** What an entry brings, as far as this phone has it, and of an own one where it is. */
export function useAttached(
  attachment: () => Attachment,
  own: () => boolean,
): FileOnPhone & { mark: ComputedRef<{ tone: Tone; word: string } | undefined> } {
  const [w, file] = [useWords(pictureWords), useFile(attachment)]
  const mark = computed((): { tone: Tone; word: string } | undefined => {
    const now = file.state.value
    if (!own() || !now || now.state === 'wanted') return undefined
    if (now.state === 'here') return { tone: 'received', word: w.value.received }
    if (now.trouble === 'refused') return { tone: 'refused', word: w.value.refused }
    return now.done > 0
      ? { tone: 'handing', word: w.value.sending(percentOf(now)) }
      : { tone: 'phone', word: w.value.onPhone }
  })
  return { ...file, mark }
}
