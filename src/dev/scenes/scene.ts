import type { Bilingual } from '#desk/use-words.ts'
import type { Id } from '#entry/format.ts'
import type { Kind } from '#rulebook/kinds.ts'

// A scene is what people do and what befalls them, in order. The dev page and a journey play the same ones.

/** The three phones. */
export const WHO = ['secretary', 'villager', 'away'] as const
export type Who = (typeof WHO)[number]
/** Whose phones they are, by their names in the test village. */
export const NAMES = { secretary: '陶书记', villager: '王大婶', away: '陶在外' } as const
export const ROLES: Record<Who, Bilingual> = {
  secretary: { zh: '村支书', en: 'the secretary' },
  villager: { zh: '住在村里', en: 'lives in the village' },
  away: { zh: '在外打工', en: 'works far away' },
}

/** What may become of a phone's wire: whole, a weak cell, the edge of it, silent (nobody is told), cut. */
export const WIRES = ['whole', 'mountain', 'edge', 'silent', 'cut'] as const
export type Wire = (typeof WIRES)[number]

/** What a thumb or an eye does on one phone. */
export type Deed =
  | { do: 'open'; who: Who; path: string }
  | { do: 'press'; who: Who; name: string }
  | { do: 'fill'; who: Who; label: string; text: string }
  | { do: 'choose'; who: Who; label: string }
  | { do: 'see'; who: Who; text: string }
  /** Not there: what the wire kept away. */
  | { do: 'miss'; who: Who; text: string }

export type Move =
  | Deed
  | { do: 'wire'; who: Who; wire: Wire }
  /** Time goes by, for the village and every phone. */
  | { do: 'pass'; ms: number }
  /** Until the village's clocks next show this. */
  | { do: 'until'; time: `${number}:${number}` }
  /** One phone's own clock is wrong by so much. */
  | { do: 'turn'; who: Who; ms: number }

export interface Chapter {
  says: Bilingual
  moves: Move[]
}

/** How a scene lays out what was there before: others' entries, by the pens of the test village. */
export interface Ground {
  now: number
  /** Writes and hands in an entry, which must stand. */
  say<B>(by: '何委员' | '罗二哥' | '杨代表' | '陶书记', kind: Kind<B>, body: B, refs?: Id[]): Promise<Id>
}

export interface Scene {
  key: string
  title: Bilingual
  story: Bilingual
  ground(ground: Ground): Promise<void>
  chapters: Chapter[]
}

const VILLAGE_UTC_OFFSET_MS = 8 * 3600 * 1000
const DAY_MS = 24 * 3600 * 1000

/** How long until the village's clocks next show a time of day. */
export function untilNext(time: `${number}:${number}`, now: number): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const wanted = (hours * 60 + minutes) * 60_000
  return (((wanted - now - VILLAGE_UTC_OFFSET_MS) % DAY_MS) + DAY_MS) % DAY_MS
}
