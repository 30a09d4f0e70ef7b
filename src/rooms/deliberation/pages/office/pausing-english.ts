import { timeIn } from '#desk/in-words.ts'
import type { PausingWords } from './pausing-words.ts'

export const en: PausingWords = {
  moment: timeIn('en'),
  title: 'Pause this vote',
  back: 'See this vote',
  intro:
    'When the village is without network or power, a vote can be paused; the time that was left runs later. The secretary proposes it, and it takes effect once a supervisor has signed as well. Everyone can read why. While it is paused votes can still be cast, and none is lost.',
  since: 'Since when',
  sinceHint: 'Since the village was cut off, at most seven days ago',
  back0: 'From now on',
  hoursBack: (n) => (n === 1 ? '1 hour ago' : `${n} hours ago`),
  daysBack: (n) => (n === 1 ? '1 day ago' : `${n} days ago`),
  reason: 'Why it is paused',
  goOnReason: 'Why it goes on',
  reasonHint: 'Up to 200 characters; everyone can read it',
  errorReason: 'Please say why, in 1 to 200 characters.',
  pause: 'Propose the pause',
  goOn: 'Propose to go on',
  notSent: 'Not handed in',
  isPaused: (since, reason) => `Paused since ${since}: ${reason}`,
  isResumed: (reason) => `Goes on: ${reason}`,
  by: (name, when) => `Proposed by ${name}, ${when}`,
  waits: 'Waits for a supervisor’s signature, and has no effect before',
  lapsed: 'Nobody signed within thirty days: it lapsed',
  inEffect: (name) => `Cosigned by ${name}, in effect`,
  only: 'The secretary proposes it, a supervisor cosigns.',
  over: 'This vote has closed and can no longer be paused.',
  notYet: 'The village has not adopted the newer rules yet; votes cannot be paused before.',
  cosign: 'Cosign',
  cosigned: 'Signed and kept on this phone; handed in when there is network',
}
