import { ref, type Ref } from 'vue'
import { orTurnedAway } from '#desk/turned-away.ts'
import { useDesk } from '#desk/use-desk.ts'
import { cosign } from '../acts.ts'

/** Signs an entry of a debate as a second person, and says why where it cannot; `isDone` until the village has it. */
export function useCosign(entry: () => { thread: string; id: string }): {
  refusal: Ref<string>
  isDone: Ref<boolean>
  sign(): Promise<void>
} {
  const desk = useDesk()
  const [refusal, isDone] = [ref(''), ref(false)]
  async function sign() {
    const { thread, id } = entry()
    const stands = await orTurnedAway(desk, await cosign(desk, thread, id))
    refusal.value = typeof stands === 'string' ? stands : ''
    isDone.value = typeof stands !== 'string'
  }
  return { refusal, isDone, sign }
}
