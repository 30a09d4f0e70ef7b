import { anewSurfaces } from './anew-surfaces.ts'
import { answerSurfaces } from './answer-surfaces.ts'
import { approvalSurface } from './approval-surface.ts'
import { fileSurface } from './file-surface.ts'
import { httpSurfaces } from './http-surfaces.ts'
import { importSurface } from './import-surface.ts'
import { opsSurface } from './ops-surface.ts'
import { phoneSurfaces } from './phone-surfaces.ts'
import { readers } from './readers.ts'
import { relaySurfaces } from './relay-surfaces.ts'
import { stockSurface } from './stock-surface.ts'

export const surfaces = [
  ...readers,
  approvalSurface,
  ...phoneSurfaces,
  ...relaySurfaces,
  ...httpSurfaces,
  ...anewSurfaces,
  stockSurface,
  opsSurface,
  fileSurface,
  importSurface,
  ...answerSurfaces,
]

/** How many of `total` messages each surface gets, by its share of a million. */
export const sharesOf = (total: number): Record<string, number> =>
  Object.fromEntries(surfaces.map(({ name, share }) => [name, Math.ceil((total * share) / 1_000_000)]))
