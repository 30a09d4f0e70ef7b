import { reactive, ref, shallowRef, watch } from 'vue'
import { WHO, type Deed, type Who } from '../scenes/scene.ts'
import type { StageAsks, StageState } from '../stage/state.ts'
import type { Asked, Told } from '../phone/main.ts'

// The page's ends of two lines: to the stage by vite's socket, to the phones by messages between frames.

// Written out: vite looks for these very words.
const hot = import.meta.hot

/** How things stand behind the page; undefined until the stage has said so. */
export const state = shallowRef<StageState>()
export const ask = <K extends keyof StageAsks>(event: K, asked: StageAsks[K]) =>
  hot?.send(event as string, asked)
hot?.on('stage:state', (now: StageState) => (state.value = now))
ask('stage:hello', {})

/** Resolves with the state once it is as wanted. */
export const stateWhen = (wanted: (state: StageState) => boolean): Promise<StageState> =>
  new Promise((resolve) => {
    const stop = watch(
      state,
      (now) => {
        if (!now || !wanted(now)) return
        queueMicrotask(() => stop())
        resolve(now)
      },
      { immediate: true },
    )
  })

/** By how many hours each phone's own clock is wrong. */
export const wrongBy = reactive<Record<Who, number>>({ secretary: 0, villager: 0, away: 0 })
/** The page's own clock, for what the phones' clocks show. */
export const here = ref(Date.now())
setInterval(() => (here.value = Date.now()), 1000)

const frames = new Map<Who, HTMLIFrameElement>()
const readied = new Map<Who, () => void>()
const answers = new Map<number, { done: () => void; failed: (error: Error) => void }>()
let asked = 0

const send = (who: Who, stage: Asked) => frames.get(who)?.contentWindow?.postMessage({ stage }, '*')
const turnOne = (who: Who) => send(who, { turn: (state.value?.ahead ?? 0) + wrongBy[who] * 3_600_000 })
watch([() => state.value?.ahead, wrongBy], () => WHO.forEach(turnOne))

/** Takes a frame as this person's phone. */
export const hold = (who: Who, frame: HTMLIFrameElement | null) => frame && frames.set(who, frame)

/** Opens a path in a phone as if it were typed, and waits until the page there is loaded. */
export function openIn(who: Who, path: string): Promise<void> {
  return new Promise((done) => {
    readied.set(who, done)
    const frame = frames.get(who)
    if (frame && state.value) frame.src = new URL(path, state.value.phones[who].url).href
  })
}

/** Has a phone do something on its screen, and waits until it is done. */
export function deed(given: Deed): Promise<void> {
  if (given.do === 'open') return openIn(given.who, given.path)
  const n = ++asked
  return new Promise((done, failed) => {
    answers.set(n, { done, failed })
    send(given.who, { deed: { ...given }, n })
  })
}

addEventListener('message', ({ data, source }: MessageEvent<{ phone?: Told }>) => {
  const told = data?.phone
  const who = WHO.find((one) => frames.get(one)?.contentWindow === source)
  if (!told || !who) return
  if ('ready' in told) {
    turnOne(who)
    readied.get(who)?.()
    return void readied.delete(who)
  }
  const answer = answers.get(told.n)
  answers.delete(told.n)
  if (told.failed === undefined) answer?.done()
  else answer?.failed(new Error(told.failed))
})
