import { ref, type Ref } from 'vue'

const isPrinting = ref(false)
let isHeard = false

/**
 * Whether the page is being printed: for what reads otherwise on paper, and would cost each row on the screen as much
 * again if it always stood there for the printer's sake.
 */
export function useIsPrinting(): Readonly<Ref<boolean>> {
  if (!isHeard) {
    isHeard = true
    addEventListener('beforeprint', () => (isPrinting.value = true))
    addEventListener('afterprint', () => (isPrinting.value = false))
  }
  return isPrinting
}
