import { timeIn } from '#desk/in-words.ts'
import type { VouchWords } from './vouch-words.ts'

export const en: VouchWords = {
  moment: timeIn('en'),
  title: 'New phones',
  open: 'Vouch for new phones',
  back: 'See this vote',
  intro:
    'What is cast from a phone that joined less than a day before the vote opened, or later, is not counted at first. Once a supervisor has asked its owner, in person or by telephone, and signs here that it is theirs, it counts. So nobody can add ballots by adding phones.',
  until: (until) => `Until ${until}.`,
  over: 'The collecting time is over. Phones that nobody vouched for are not counted.',
  none: 'There are no new phones; everyone on the roll votes from a phone that joined earlier.',
  onlySupervisors: 'A supervisor vouches for them.',
  phone: (label) => label || 'Phone',
  letIn: (by, when) => `Let in by ${by}, ${when}`,
  byLink: (when) => `Joined by a link, ${when}`,
  vouched: (by) => `${by} vouched for it: its votes count`,
  waits: 'Nobody has vouched for it: its votes do not count yet',
  yours: 'This is your own phone; please ask another supervisor.',
  vouch: (name) => `I have asked ${name}: sign`,
  done: 'Signed and kept on this phone; handed in when there is network.',
  notSent: 'Not handed in',

  yourPhone: 'Your phone is new',
  yourPhoneWaits:
    'This phone joined when the vote was about to open, or later. You may vote; it counts once a supervisor has asked you and vouched for the phone. Please call a supervisor.',
  yourPhoneVouched: (by) => `${by} vouched for this phone: its votes count.`,
}
