import { computed, nextTick, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

export const STEPS = ['write', 'check', 'confirm', 'receipt'] as const
export type Step = (typeof STEPS)[number]

/** The step stands in the address, so that the phone's own back button goes one step back and loses nothing. */
export function useSteps(): {
  step: ComputedRef<Step>
  index: ComputedRef<number>
  go(step: Step): Promise<void>
} {
  const [route, router] = [useRoute(), useRouter()]
  const step = computed(() => STEPS.find((one) => one === route.query.step) ?? 'write')
  return {
    step,
    index: computed(() => STEPS.indexOf(step.value)),
    async go(next) {
      const to = { query: { ...route.query, step: next } }
      // From the receipt there is no way back into what has been sent.
      await (next === 'receipt' ? router.replace(to) : router.push(to))
      await nextTick()
      window.scrollTo(0, 0)
      document.getElementById('page-title')?.focus()
    },
  }
}
