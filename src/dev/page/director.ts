import { ref } from 'vue'
import { join } from '../scenes/deeds.ts'
import { play } from '../scenes/play.ts'
import { WHO, type Scene } from '../scenes/scene.ts'
import { ask, deed, openIn, state, stateWhen, wrongBy } from './stage.ts'

/** Where the phones' storage is emptied; stage/front.ts answers there. */
const EMPTY_PATH = '/emptied'
const JOINED = 'xiangyin-dev-village'

class Stopped extends Error {}

/** What is going on: nothing, the phones join, a scene is at a chapter, was played to the end, or broke off. */
export type Going =
  | { is: 'nothing' | 'setting' }
  | { is: 'playing' | 'done'; scene: Scene; chapter: number }
  | { is: 'failed'; scene: Scene | undefined; chapter: number; why: string }

export const going = ref<Going>({ is: 'nothing' })
/** Whether a scene waits after each part until it is told to go on. */
export const pausing = ref(false)
/** Set while it waits. */
export const goOn = ref<() => void>()
let turn = 0

/** Empties the phones and lets their people join the village that stands now. */
async function joinAll(): Promise<void> {
  const { village, phones } = state.value!
  for (const who of WHO) wrongBy[who] = 0
  await Promise.all(
    WHO.map(async (who) => {
      await openIn(who, EMPTY_PATH)
      for (const one of join(who, phones[who].claimPath)) await deed(one)
      await openIn(who, '/')
    }),
  )
  sessionStorage.setItem(JOINED, village)
}

/** Sets the stage anew, with a scene's ground or a bare village. */
async function setStage(scene: string | undefined): Promise<void> {
  const before = state.value?.village
  going.value = { is: 'setting' }
  ask('stage:anew', { scene })
  await stateWhen(({ village }) => village !== before)
  await joinAll()
}

/** When the page opens: phones of this very village stay as they are; links that somebody used let nobody in. */
export async function begin(): Promise<void> {
  const { village } = await stateWhen(() => true)
  if (sessionStorage.getItem(JOINED) !== village) return beginAnew()
  for (const who of WHO) void openIn(who, '/')
}

/** A bare village again. */
export async function beginAnew(): Promise<void> {
  stop()
  await guarded(undefined, () => setStage(undefined))
  if (going.value.is === 'setting') going.value = { is: 'nothing' }
}

/** Plays a scene from its ground to its end. */
export async function playScene(scene: Scene): Promise<void> {
  stop()
  const mine = turn
  const held =
    <A extends unknown[]>(act: (...given: A) => Promise<void>) =>
    async (...given: A) => {
      if (mine !== turn) throw new Stopped()
      await act(...given)
    }
  await guarded(scene, async () => {
    await setStage(scene.key)
    await play(
      scene,
      {
        now: () => Date.now() + (state.value?.ahead ?? 0),
        deed: held(deed),
        wire: held(async (who, wire) => {
          ask('stage:wire', { who, wire })
          await stateWhen(({ phones }) => phones[who].wire === wire)
        }),
        pass: held(async (ms) => {
          const before = state.value?.ahead ?? 0
          ask('stage:pass', { ms })
          await stateWhen(({ ahead }) => ahead === before + ms)
        }),
        turn: held(async (who, ms) => void (wrongBy[who] = ms / 3_600_000)),
      },
      async (chapter) => {
        if (pausing.value && chapter > 0) await new Promise<void>((resolve) => (goOn.value = resolve))
        goOn.value = undefined
        if (mine !== turn) throw new Stopped()
        going.value = { is: 'playing', scene, chapter }
      },
    )
    going.value = { is: 'done', scene, chapter: scene.chapters.length }
  })
}

/** Lets the scene be, where it is; the phones stay as they are. */
export function stop(): void {
  turn += 1
  goOn.value?.()
  goOn.value = undefined
  going.value = { is: 'nothing' }
}

async function guarded(scene: Scene | undefined, act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (error instanceof Stopped) return
    const chapter = 'chapter' in going.value ? going.value.chapter : 0
    going.value = { is: 'failed', scene, chapter, why: (error as Error).message }
  }
}
