import type { Desk, Written } from './desk.ts'
import { failedWords, refusalWords } from './standing-words.ts'

/** What was written and stands on this phone. */
type Stands = Exclude<Written, { failed: unknown }>

/**
 * What was just written, where it stands on this phone; otherwise why not, in the phone's language. A refusal here
 * never went out: it is told at once, and leaves nothing to clear up.
 */
export async function orTurnedAway(desk: Desk, written: Written): Promise<Stands | string> {
  const { language } = desk.comfort
  if ('failed' in written) return failedWords[written.failed][language]
  if (written.verdict.is !== 'refused') return written
  await desk.discard(written.id)
  return refusalWords(written.verdict, language)
}
