import type { Who, Wire } from '../scenes/scene.ts'

/** What the dev page knows of the stage behind it, sent whenever it changes. */
export interface StageState {
  /** The village that stands now; another one after a scene was set. */
  village: string
  /** By how much the village's clock is ahead of this machine's (ms). */
  ahead: number
  /** Entries in its book, and phones that its relay talks with. */
  entries: number
  sessions: number
  phones: Record<Who, { url: string; claimPath: string; wire: Wire; standing: number; bytes: number }>
}

/** What the page may ask of the stage. */
export interface StageAsks {
  'stage:hello': Record<string, never>
  'stage:wire': { who: Who; wire: Wire }
  'stage:pass': { ms: number }
  /** A new village, with the ground of this scene or a bare one. */
  'stage:anew': { scene?: string | undefined }
}
