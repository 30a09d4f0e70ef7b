import { computed, nextTick, onBeforeUnmount, ref, watch, type ComputedRef, type Ref } from 'vue'
import type { SharedText } from '#cowriting/shared-text.ts'
import { useDesk } from '#desk/use-desk.ts'
import { useDraft } from '#desk/use-draft.ts'
import { useReading } from '#desk/use-reading.ts'
import { draftOf } from '#rulebook/draft.ts'
import type { ThreadRead } from '#rulebook/thread-reading.ts'
import { paths } from '../../../paths.ts'

const keysOf = (thread: string) => `draft.${thread}.`
/** Where this phone keeps the draft of a debate's minutes; each minutes have their own. */
export const draftKey = (thread: string, generation: number): string => keysOf(thread) + generation

/** Which minutes of a debate come next, 1 for the first, by those that have come in: the relay counts them alike. */
export const nextMinutes = ({ minutes }: Pick<ThreadRead, 'minutes'>): number =>
  minutes.filter(({ standing }) => standing.is === 'receipted').length + 1

export interface MinutesDraft {
  ready: Ref<boolean>
  text: Ref<string>
  here: Ref<string[]>
  state: Ref<ReturnType<SharedText['state']>>
  /** The text box of the page, so that the cursor stays with its words. */
  box: Ref<HTMLTextAreaElement | null | undefined>
  typed(text: string): void
  compose(isComposing: boolean): void
  again(): void
  /** Drafts of minutes that were signed meanwhile, as this phone kept them. */
  earlier: ComputedRef<{ key: string; text: string }[]>
}

/** The draft for which minutes come next, `generation` (1 for the first), written together with whoever else is at it. */
export function useMinutesDraft(thread: string, generation: number, title: () => string): MinutesDraft {
  const desk = useDesk()
  const own = useDraft(
    { key: draftKey(thread, generation), title, path: paths.draftMinutes(thread) },
    { text: '', kept: '' },
  )
  const [text, here, isOpen] = [ref(''), ref<string[]>([]), ref(false)]
  const [state, box] = [ref<ReturnType<SharedText['state']>>('away'), ref<HTMLTextAreaElement | null>()]
  let shared: SharedText | undefined
  /** What others wrote is safe with the relay; from the first own word on, this phone keeps it all. */
  let isMine = false
  let hasLeft = false

  /** Where the cursor belongs once the box shows what others wrote. */
  let moved: number[] | undefined
  const cursor = () => moved ?? cursorIn(box.value)

  function show(places: number[] = []) {
    if (!shared) return
    ;[text.value, here.value, state.value] = [shared.text(), shared.here(), shared.state()]
    if (places.length) {
      moved = places
      void nextTick(() => {
        if (moved) box.value?.setSelectionRange(moved[0]!, moved[1]!)
        moved = undefined
      })
    }
    if (isMine) Object.assign(own.fields, { text: text.value, kept: shared.kept() })
  }
  watch(
    own.ready,
    async () => {
      isMine = own.restored.value
      // Yjs comes after the page: other pages of offices do without it.
      const { openSharedText } = await import('#cowriting/shared-text.ts')
      if (hasLeft) return
      shared = openSharedText({
        name: draftOf(thread),
        kept: own.fields.kept,
        line: (hear) => desk.together(draftOf(thread), generation, hear),
        cursor,
        changed: show,
      })
      show()
      isOpen.value = true
    },
    { once: true },
  )
  onBeforeUnmount(() => {
    hasLeft = true
    shared?.close()
  })

  const { value: all } = useReading(
    () => desk.unsent.all(),
    (drafts) => drafts,
  )
  const earlier = computed(() =>
    (all.value ?? [])
      .filter(({ key }) => key.startsWith(keysOf(thread)) && key !== draftKey(thread, generation))
      .flatMap(({ key, fields }) => (fields.text ? { key, text: fields.text } : [])),
  )
  return {
    ...{ ready: isOpen, text, here, state, box, earlier },
    typed(next) {
      isMine = true
      text.value = next
      shared?.typed(next, box.value?.selectionEnd ?? next.length)
    },
    again: () => shared?.again(),
    compose: (isComposing) => shared?.compose(isComposing),
  }
}

function cursorIn(area: HTMLTextAreaElement | null | undefined): number[] {
  return area && area === document.activeElement ? [area.selectionStart, area.selectionEnd] : []
}
