import { timeIn } from '#desk/in-words.ts'
import type { VouchingWords } from './vouching-words.ts'

export const en: VouchingWords = {
  moment: timeIn('en'),
  title: 'New phones',
  back: 'See this vote',
  intro:
    'What is cast from a phone that joined less than a day before the vote was put, or later, is not counted at first. Once a supervisor has asked its owner, in person or by telephone, and signs here that it is theirs, it counts. So nobody can add ballots by adding phones.',
  until: (until) => `Until ${until}.`,
  over: 'The collecting time is over. Phones that nobody vouched for are not counted.',
  none: 'There are no phones to vouch for.',
  byWhom: 'A supervisor vouches for them.',
  phone: (label) => label || 'Phone',
  letIn: (by, when) => `Let in by ${by}, ${when}`,
  byLink: (when) => `Joined by a link, ${when}`,
  vouched: (by) => `${by} vouched for it: its votes count`,
  waits: 'Nobody has vouched for it: its votes do not count yet',
  yours: 'This is your own phone; please ask another supervisor.',
  yoursIsNew: 'The phone in your hand is new as well and cannot vouch; please ask another supervisor.',
  vouch: (name) => `I have asked ${name}: sign`,
  done: 'Signed and kept on this phone; handed in when there is network',
  notSent: 'Not handed in',
}
