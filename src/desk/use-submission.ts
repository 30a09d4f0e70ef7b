import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { Written } from './desk.ts'
import { stateIn, type StateIn } from './standing-words.ts'
import { orTurnedAway } from './turned-away.ts'
import { useDesk } from './use-desk.ts'
import { useOwn } from './use-own.ts'
import { useSteps, type Step } from './use-steps.ts'

export interface Submission {
  /** The step that is shown: one that cannot be (reloaded, or gone back to after sending) is the first one. */
  here: ComputedRef<Step>
  go(step: Step): Promise<void>
  busy: Ref<boolean>
  /** Why it could not be sent; the form stays as it is. */
  refusal: Ref<string>
  /** The id of what was sent, and what became of it. */
  sent: Ref<string | undefined>
  state: ComputedRef<StateIn>
  send(): Promise<void>
}

/**
 * Sending one entry in four steps: write, check, confirm, receipt. `fits`: what is filled in may be sent. `done`:
 * what is cleared away once it stands on this phone (the draft, the refused entry that it replaces).
 */
export function useSubmission(o: {
  fits: () => boolean
  write: () => Promise<Written>
  done?: () => Promise<unknown>
}): Submission {
  const desk = useDesk()
  const { step, go } = useSteps()
  const [busy, refusal, sent] = [ref(false), ref(''), ref<string>()]
  const own = useOwn(() => sent.value)

  async function send() {
    busy.value = true
    refusal.value = ''
    const written = await o.write()
    busy.value = false
    const stands = await orTurnedAway(desk, written)
    if (typeof stands === 'string') {
      refusal.value = stands
      return go('write')
    }
    sent.value = stands.id
    await o.done?.()
    return go('receipt')
  }

  return {
    here: computed(() => {
      if (step.value === 'receipt') return sent.value ? step.value : 'write'
      return o.fits() ? step.value : 'write'
    }),
    state: computed(() =>
      stateIn(own.value?.standing ?? { is: 'provisional', offered: false }, desk.comfort.language),
    ),
    ...{ go, busy, refusal, sent, send },
  }
}

/** Puts the cursor where something is wrong, once the form shows it. */
export const goToFirstWrong = (): void =>
  void requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('[aria-invalid], .ui-field-error')?.focus(),
  )
