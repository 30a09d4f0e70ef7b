import { readers } from './readers.ts'
import { relaySurfaces } from './relay-surfaces.ts'

export const surfaces = [...readers, ...relaySurfaces]

/** How many of `total` messages each surface gets, by its share of a million. */
export const sharesOf = (total: number): Record<string, number> =>
  Object.fromEntries(surfaces.map(({ name, share }) => [name, Math.ceil((total * share) / 1_000_000)]))
