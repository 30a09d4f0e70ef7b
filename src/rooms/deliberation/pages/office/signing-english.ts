import type { SigningWords } from './signing-words.ts'

export const en: SigningWords = {
  title: 'Sign minutes',
  back: 'See the draft minutes',
  only: 'The secretary or the committee signs minutes',
  onlyText: 'Everybody can read and print the draft.',
  sealed: 'This matter is sealed',
  sealedText: 'Its last minutes are published. Whoever has more to say opens a matter that follows it.',
  summary: 'What the debate came to',
  summaryHint:
    'In your own words, or from what you wrote together. Everything else in the minutes is drawn from what was said and cannot be changed. Up to 2000 characters',
  errorSummary: 'Please write a sentence or two, up to 2000 characters.',
  together: 'Write it together',
  mark: 'Which words are main points',
  markHint:
    'You need not choose any. What most households support and what people who voted against said is among them anyway. At most 12',
  ends: 'Does the debate go on',
  goesOn: 'It may go on',
  closes: 'These are the last minutes',
  closesHint:
    'Once they are published the matter is sealed; whoever has more to say opens one that follows it',
  after: 'They take effect with a supervisor’s signature, and are published after 7 days for objections.',
  sign: 'Sign the minutes; they go when there is a network',
  notSent: 'Not handed in',
}
