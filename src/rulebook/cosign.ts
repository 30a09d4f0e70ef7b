// The kind and its terms alone: the roster reads them at the first paint, and their rules lean on half the rulebook.
import { kind } from './kinds.ts'

/** An entry that nobody has cosigned by then never takes effect. */
export const COSIGN_WITHIN_MS = 30 * 24 * 3600 * 1000

/** The version of the rulebook that has second signatures, and all that needs them. */
export const COSIGNED_SINCE = 2

/** A second person stands behind an entry; refs: its subject, the entry. */
export const entryCosigned = kind(50, 'entry.cosigned', {})
