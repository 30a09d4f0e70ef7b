import { edge, mountain, open, startProxy, type Proxy } from '#support/proxy.ts'
import type { Wire } from '../scenes/scene.ts'

/** A phone's wire to the relay. */
export interface PhoneWire {
  road: Proxy
  now(): Wire
  become(wire: Wire): Promise<void>
}

/** Makes a road what a wire is called. */
export async function bend(road: Proxy, wire: Wire): Promise<void> {
  road.blackHole(wire === 'silent')
  road.shape(wire === 'mountain' ? mountain : wire === 'edge' ? edge : open)
  await road.refuse(wire === 'cut')
  if (wire === 'cut') road.resetAll()
}

/** Lays a whole wire to a relay's port. */
export async function layWire(port: number): Promise<PhoneWire> {
  const road = await startProxy({ target: { port } })
  let wire: Wire = 'whole'
  return {
    road,
    now: () => wire,
    become(to) {
      wire = to
      return bend(road, to)
    },
  }
}
