import { momentIn } from '#desk/in-words.ts'
import type { MinutesWords } from './minutes-words.ts'

export const en: MinutesWords = {
  moment: momentIn('en'),
  title: 'Draft minutes',
  back: 'Back to the matter',
  what: 'Put together by this phone from this debate: only what was said, with nothing added. What was withdrawn or hidden is left out.',
  asOf: (when) => `As of ${when}`,
  empty: 'The village has received no word yet. Come back when something was said.',
  print: 'Print, or save as PDF',
  save: 'Save as a text file (Markdown)',
  file: 'minutes',

  matter: 'The matter',
  raised: (name, when) => `Raised by ${name}, ${when}`,
  closed: (reason) => `The debate is closed: ${reason}`,
  speakers: 'Who spoke',
  spoke: (people, households) =>
    `${people} ${people === 1 ? 'person' : 'people'} of ${households} ${households === 1 ? 'household' : 'households'} spoke.`,
  person: (name, home, isAway, times) =>
    `${name}${home || isAway ? ` (${[home, isAway ? 'away' : ''].filter(Boolean).join(', ')})` : ''}${times > 1 ? `, ${times} times` : ''}`,
  highlights: 'Main points',
  supported: (households) =>
    `${households} ${households === 1 ? 'household thinks' : 'households think'} so too`,
  against: 'Said by someone who voted against',
  see: 'See it in the debate',
  points: 'What each household said',
  noHousehold: 'People of no registered household',
  votes: 'Votes',
  rule: (name) => `By the rules of: ${name}`,
  choice: 'Choice',
  ballots: 'Ballots',
  lateDecides: (n) => `The ${n} votes that arrived after closing decided the result.`,
  present: (present, eligible) => `${present} took part, of ${eligible}.`,
  notCounted: 'The ballots are not all in; there are no numbers yet.',
  tooFew: 'Too few took part; there is no result.',
  carried: (choice) => `Carried: ${choice}.`,
  notCarried: 'Not carried.',
  opinion: 'This asked for opinions and decided nothing.',
  decisions: 'Decisions and what is to be done',
  pending: ' (waits for its second signature, not in effect yet)',
  responsible: (name) => `Responsible: ${name}`,
  money: (sum) => `Money: ${sum}`,
  due: (day) => `Due: ${day}`,
  none: 'No decision has been published yet.',
}
