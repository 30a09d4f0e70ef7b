import { ref, type Ref } from 'vue'
import type { Written } from '#desk/desk.ts'
import { orTurnedAway } from '#desk/turned-away.ts'
import { useDesk } from '#desk/use-desk.ts'

/** Hands in what a small form says; what cannot be stays in the form, with the reason. */
export function useBox(said: () => Promise<unknown>): {
  busy: Ref<boolean>
  refusal: Ref<string>
  /** `said` follows where it stands on this phone. */
  post(write: () => Promise<Written>): Promise<void>
} {
  const desk = useDesk()
  const [busy, refusal] = [ref(false), ref('')]
  async function post(write: () => Promise<Written>) {
    busy.value = true
    refusal.value = ''
    const written = await write()
    busy.value = false
    const stands = await orTurnedAway(desk, written)
    if (typeof stands === 'string') refusal.value = stands
    else await said()
  }
  return { busy, refusal, post }
}
