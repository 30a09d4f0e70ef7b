import { ref, type Ref } from 'vue'
import FirstDate from './first-date.worker.ts?worker'

const isReady = ref(false)
let isAsked = false
/** Longer than any phone takes: dates are shown late rather than never. */
const AT_THE_LATEST_MS = 2000

/**
 * False until the browser has made its first date format. That costs a weak phone a fifth of a second, whatever the
 * format (it looks through all the languages of the world), and in Chromium, which weak phones have, is done once for
 * all threads of a page: a thread of its own does it, after the first drawing. What the rows say can be read before.
 */
export function useDates(): Readonly<Ref<boolean>> {
  if (!isAsked) {
    isAsked = true
    requestAnimationFrame(() => setTimeout(() => void madeElsewhere().then(() => (isReady.value = true))))
  }
  return isReady
}

/** Where no thread can be had, the first date on the screen waits for its format. */
const madeElsewhere = (): Promise<void> =>
  new Promise((resolve) => {
    const latest = setTimeout(resolve, AT_THE_LATEST_MS)
    const over = () => {
      clearTimeout(latest)
      resolve()
    }
    try {
      const thread = new FirstDate()
      thread.onmessage = thread.onerror = over
    } catch {
      over()
    }
  })
