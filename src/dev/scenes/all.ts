import { floodNight } from './flood-night.ts'
import type { Scene } from './scene.ts'
import { voteClosing } from './vote-closing.ts'

/** Every scene, in the order of the page's buttons. */
export const scenes: readonly Scene[] = [floodNight, voteClosing]
