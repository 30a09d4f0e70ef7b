import { ref, type Ref } from 'vue'

const isReady = ref(false)
let isAsked = false

/**
 * False until the first screen with a date on it has been drawn once. The first date that a browser formats costs a
 * weak phone a quarter of a second, whatever its shape: what the rows say can be read before that.
 */
export function useDates(): Readonly<Ref<boolean>> {
  if (!isAsked) {
    isAsked = true
    requestAnimationFrame(() => setTimeout(() => (isReady.value = true)))
  }
  return isReady
}
