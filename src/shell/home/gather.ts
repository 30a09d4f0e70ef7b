import {
  computed,
  onMounted,
  onScopeDispose,
  shallowReactive,
  shallowRef,
  type ComputedRef,
  type Ref,
} from 'vue'
import { house } from '#house'
import type { Desk, Watched } from '#desk/desk.ts'

type Home = NonNullable<(typeof house)[number]['home']>
type RoomHome = Awaited<ReturnType<Home>>['default']
export type HomeItem = RoomHome['news'] extends (desk: Desk) => Watched<(infer Item)[]> ? Item : never

export interface Gathered {
  news: ComputedRef<HomeItem[]>
  waiting: ComputedRef<HomeItem[]>
  /** False until every room has been heard once, so that nothing is called empty too early. */
  heard: Ref<boolean>
  /** The code of some room is not on this phone yet, so that what it would bring is missing here. */
  lacks: ComputedRef<boolean>
  /** Asks once more for the rooms that are lacking: there is a network again. */
  again: () => Promise<void>
}

/**
 * Fetches what the rooms bring onto the home screen before they are asked: while the book is opened, the phone has
 * nothing else to do.
 */
export function fetchRooms(): void {
  // What cannot be fetched now is asked for again, and missed, by the screen itself.
  for (const { home } of house) home?.().catch(() => {})
}

/** What all rooms have for the home screen: each is fetched after the first paint and then follows the book. */
export function gather(desk: Desk): Gathered {
  const news = shallowReactive(new Map<string, HomeItem[]>())
  const waiting = shallowReactive(new Map<string, HomeItem[]>())
  const heard = shallowRef(false)
  const absent = shallowReactive(new Set<string>())
  const stops: (() => void)[] = []
  let [isOver, isAsking] = [false, false]

  const follow = (items: Watched<HomeItem[]>, key: string, into: Map<string, HomeItem[]>) =>
    new Promise<void>((first) => {
      stops.push(
        items.subscribe(
          (now) => {
            into.set(key, now)
            first()
          },
          () => first(), // one room that cannot be read must not hide the others
        ),
      )
    })

  async function hear(key: string, load: Home) {
    try {
      const { default: room } = await load()
      if (isOver) return
      absent.delete(key)
      await Promise.all([follow(room.news(desk), key, news), follow(room.waiting(desk), key, waiting)])
    } catch {
      absent.add(key) // not on this phone yet, and no network to fetch it: the screen says so
    }
  }
  const hearAll = (wanted: (key: string) => boolean) =>
    Promise.all(house.map(({ key, home }) => home && wanted(key) && hear(key, home)))

  onMounted(() => {
    // Who has not joined is on the way to the door, and should not wait for the rooms behind it.
    if (!desk.me) return
    requestAnimationFrame(async () => {
      await hearAll(() => true)
      heard.value = true
    })
  })
  onScopeDispose(() => {
    isOver = true
    for (const stop of stops) stop()
  })

  // In the order of the house, whichever room was fetched first.
  const all = (map: Map<string, HomeItem[]>) => house.flatMap(({ key }) => map.get(key) ?? [])
  return {
    heard,
    lacks: computed(() => absent.size > 0),
    async again() {
      if (isAsking) return
      isAsking = true
      await hearAll((key) => absent.has(key))
      isAsking = false
    },
    news: computed(() =>
      all(news).sort(
        (a, b) => Number(b.pinned ?? false) - Number(a.pinned ?? false) || (b.at ?? 0) - (a.at ?? 0),
      ),
    ),
    waiting: computed(() => all(waiting)),
  }
}
