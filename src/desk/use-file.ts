import { onScopeDispose, ref, shallowRef, watchEffect, type Ref, type ShallowRef } from 'vue'
import { sortOf, type Attachment } from '#rulebook/attachment.ts'
import type { FileState } from './desk.ts'
import { isOnWifi } from './on-wifi.ts'
import { useDesk } from './use-desk.ts'

export interface FileOnPhone {
  /** Undefined while nothing of it is here and nobody asked for it. */
  state: Readonly<ShallowRef<FileState | undefined>>
  /** An address of the whole file for this page, once it is here. */
  url: Readonly<Ref<string | undefined>>
  /** Somebody wants to see it. */
  want(): Promise<void>
}

/** The file that an attachment names, as far as this phone has it; on Wi-Fi it is fetched when it is first shown. */
export function useFile(attachment: () => Attachment): FileOnPhone {
  const desk = useDesk()
  const state = shallowRef<FileState>()
  const url = ref<string>()
  let stop = () => {}
  let isOver = false

  async function want() {
    const { hash, size } = attachment()
    await (await desk.files()).want(hash, size)
  }

  async function show(next: FileState | undefined) {
    state.value = next
    if (!next && isOnWifi()) void want()
    if (!next || next.state === 'wanted' || url.value) return
    const one = attachment()
    const blob = await (await desk.files()).open(one.hash, sortOf(one) ?? '')
    if (blob && !isOver && !url.value) url.value = URL.createObjectURL(blob)
  }

  const forget = () => {
    stop()
    if (url.value) URL.revokeObjectURL(url.value)
    url.value = undefined
  }
  watchEffect(async (clean) => {
    const { hash } = attachment()
    let isPast = false
    clean(() => {
      isPast = true
      forget()
    })
    const files = await desk.files()
    if (isPast || isOver) return
    // What cannot be read is shown small, as the entry has it.
    stop = files.look(hash).subscribe(
      (next) => void show(next),
      () => {},
    )
  })
  onScopeDispose(() => {
    isOver = true
    forget()
  })
  return { state, url, want }
}
