import { timeIn } from '#desk/in-words.ts'
import type { PauseWords } from './pause-words.ts'

export const en: PauseWords = {
  moment: timeIn('en'),
  title: 'This vote is paused',
  now: (since, reason) =>
    `Its time stands still since ${since}: ${reason} Votes can still be cast. When it goes on, it runs for the time that was left.`,
  signers: (by, second) => `Proposed by ${by}, cosigned by ${second}.`,
  earlier: (since, until, reason) => `Paused from ${since} to ${until}: ${reason}`,
  open: 'Pause this vote',
  goOn: 'Let this vote go on',
  toSign: 'See what waits for a second signature',
}
