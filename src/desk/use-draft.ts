import { onBeforeUnmount, onMounted, reactive, ref, watch, type Ref } from 'vue'
import { afterFrame } from './after-frame.ts'
import { useDesk } from './use-desk.ts'

/** Text is kept this soon after the last key, well within two seconds. */
const KEEP_AFTER_MS = 800

export interface Draft<F> {
  fields: F
  /** Settles once an earlier draft has been looked for; forms show from then on. */
  ready: Ref<boolean>
  /** An earlier draft was found and taken up. */
  restored: Ref<boolean>
  /** Forgets the draft: what was typed has become an entry, or is not wanted. */
  drop(): Promise<void>
}

/**
 * A form that keeps itself while it is typed and comes back after a call, a crash or an empty battery.
 * `start` fills what no draft had; a draft equal to it is not kept.
 */
export function useDraft<F extends Record<string, string>>(
  about: { key: string; title: (fields: F) => string; path: string },
  start: F,
): Draft<F> {
  const desk = useDesk()
  const fields = reactive({ ...start }) as F
  const [ready, restored] = [ref(false), ref(false)]
  let timer: ReturnType<typeof setTimeout> | undefined
  let [kept, left] = [false, false]

  function keep() {
    clearTimeout(timer)
    timer = undefined
    kept = true
    void desk.unsent.save({
      key: about.key,
      title: about.title(fields),
      path: about.path,
      fields: { ...fields },
    })
  }
  const keepNow = () => timer !== undefined && keep()
  const onHide = () => document.visibilityState === 'hidden' && keepNow()

  async function drop() {
    clearTimeout(timer)
    timer = undefined
    restored.value = false
    stop()
    Object.assign(fields, start)
    if (!left) listen()
    if (!kept) return
    kept = false
    await afterFrame()
    await desk.unsent.drop(about.key)
  }

  let stop = () => {}
  function listen() {
    stop = watch(
      () => ({ ...fields }),
      () => {
        clearTimeout(timer)
        timer = setTimeout(keep, KEEP_AFTER_MS)
      },
      { flush: 'sync' },
    )
  }

  onMounted(async () => {
    document.addEventListener('visibilitychange', onHide)
    const earlier = await desk.unsent.load(about.key)
    if (earlier) {
      for (const name of Object.keys(start)) {
        const value = earlier.fields[name]
        if (value !== undefined) (fields as Record<string, string>)[name] = value
      }
      kept = restored.value = true
    }
    listen()
    ready.value = true
  })
  onBeforeUnmount(() => {
    left = true
    keepNow()
    stop()
    document.removeEventListener('visibilitychange', onHide)
  })
  return { fields, ready, restored, drop }
}
