import { createMemoryLog } from '#server/memory-log.ts'
import { serve, type Served } from '#server/serve.ts'
import { claimPathFor } from '#support/claim-path.ts'
import { foundTestVillage, type TestVillage } from '#support/village.ts'
import { scenes } from '../scenes/all.ts'
import { NAMES, WHO, type Who, type Wire } from '../scenes/scene.ts'
import { layGround } from './ground.ts'
import type { StageState } from './state.ts'
import { layWire, type PhoneWire } from './wires.ts'

/** The village behind the dev page: a real relay on a clock that can be turned, and a wire to each phone. */
export interface Stage {
  wires: Record<Who, PhoneWire>
  state(urls: Record<Who, string>): StageState
  wire(who: Who, wire: Wire): Promise<void>
  pass(ms: number): void
  anew(scene?: string): Promise<void>
}

/** Opens it with a bare village. */
export async function openStage(): Promise<Stage> {
  const clock = {
    ahead: 0,
    get now() {
      return Date.now() + clock.ahead
    },
  }
  let village: TestVillage
  let claims: Record<Who, string>
  let served: Served | undefined

  /** All at once in the end, or the page would see the new village with the old one's links. */
  async function found(scene?: string) {
    const { port } = served ?? { port: 0 }
    await served?.stop()
    clock.ahead = 0
    const next = await foundTestVillage({ log: createMemoryLog(), clock })
    const chosen = scenes.find(({ key }) => key === scene)
    if (chosen) await layGround(chosen, next)
    const paths = await Promise.all(WHO.map(async (who) => [who, await claimPathFor(next, NAMES[who])]))
    const ground = { relay: next.relay, publicUrl: 'http://localhost', trustProxy: false }
    served = await serve({ ...ground, host: '127.0.0.1', port })
    village = next
    claims = Object.fromEntries(paths) as Record<Who, string>
    return served.port
  }

  const port = await found()
  const laid = await Promise.all(WHO.map(async (who) => [who, await layWire(port)] as const))
  const wires = Object.fromEntries(laid) as Record<Who, PhoneWire>
  return {
    wires,
    state: (urls) => ({
      village: village.village,
      ahead: clock.ahead,
      entries: village.relay.counts().lastNumber,
      sessions: village.relay.counts().sessions,
      phones: Object.fromEntries(
        WHO.map((who) => {
          const { up, down, standing } = wires[who].road.counts()
          const wire = wires[who].now()
          return [who, { url: urls[who], claimPath: claims[who], wire, standing, bytes: up + down }]
        }),
      ) as StageState['phones'],
    }),
    wire: (who, wire) => wires[who].become(wire),
    pass(ms) {
      clock.ahead += ms
      // No connection outlives an hour in a village; and a phone learns the time when it comes anew.
      for (const who of WHO) wires[who].road.resetAll()
    },
    async anew(scene) {
      await Promise.all(WHO.map((who) => wires[who].become('whole')))
      await found(scene)
    },
  }
}
