import { isDeed } from './deeds.ts'
import { untilNext, type Deed, type Scene, type Who, type Wire } from './scene.ts'

/** Who can make a scene come true: the dev page on its three frames, a journey in three browsers. */
export interface Actors {
  /** The village's time. */
  now(): number
  deed(deed: Deed): Promise<void>
  wire(who: Who, wire: Wire): Promise<void>
  pass(ms: number): Promise<void>
  turn(who: Who, ms: number): Promise<void>
}

/** Plays a scene whose ground is laid and whose phones have joined; `chapter` may hold it up. */
export async function play(scene: Scene, actors: Actors, chapter: (n: number) => Promise<void> | void) {
  for (const [n, { moves }] of scene.chapters.entries()) {
    await chapter(n)
    for (const move of moves) {
      if (isDeed(move)) await actors.deed(move)
      else if (move.do === 'wire') await actors.wire(move.who, move.wire)
      else if (move.do === 'turn') await actors.turn(move.who, move.ms)
      else await actors.pass(move.do === 'pass' ? move.ms : untilNext(move.time, actors.now()))
    }
  }
}
