import { onMounted, onUnmounted, ref, type Ref } from 'vue'

// One clock for all times on the screen; it stands still when no time is shown.
const now = ref(Date.now())
let watchers = 0
let timer: ReturnType<typeof setInterval> | undefined

export function useMinuteClock(): Ref<number> {
  onMounted(() => {
    now.value = Date.now()
    if (watchers++ === 0) timer = setInterval(() => (now.value = Date.now()), 60_000)
  })
  onUnmounted(() => {
    if (--watchers === 0) clearInterval(timer)
  })
  return now
}
