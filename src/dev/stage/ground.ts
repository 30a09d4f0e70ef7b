import { accepted, type TestVillage } from '#support/village.ts'
import type { Scene } from '../scenes/scene.ts'

/** Lays out what a scene finds there, by the pens of the village's people. */
export const layGround = (scene: Scene, village: TestVillage): Promise<void> =>
  scene.ground({
    now: village.clock.now,
    say: async (...written) => (await accepted(village.say(...written))).id,
  })
