import type { PublishingWords } from './publishing-words.ts'

export const en: PublishingWords = {
  title: 'Publish the outcome',
  mayNot:
    'The outcome is published by the secretary or the village committee, once all ballots are in and this phone has counted them.',
  notNow: 'Not possible yet',
  already: 'Published already',
  alreadyText: 'The outcome of this vote is published; it stands on the page of the vote.',
  numbers: 'This phone counted the numbers from the ballots; they cannot be changed.',
  decision: 'Decision',
  decisionHint:
    'What is to be done, in a sentence. If it was not carried or too few came: what next. Up to 500 characters',
  nobody: 'Nobody in particular',
  sumHint: 'Leave empty if none',
  dueHint: 'Leave empty if none',
  optional: 'optional',
  errorDecision: 'Please say what is to be done, in up to 500 characters.',
  errorSum: 'Please write a number, such as 12000 or 85.5.',
  errorDue: 'Please choose today or a later day.',
  checkText: 'This is what everyone will see. Once published it cannot be changed.',
  confirm: (name) =>
    `Signed and published in the name of ${name}. It takes effect when a supervisor cosigns it, within 30 days.`,
  send: 'Publish; handed in when there is network',
  receipt: 'The outcome is written and signed, and waits for a supervisor. It stands like this:',
  seeVote: 'See the vote',
  quoteHint: 'You need not choose any. People see the words and who said them; at most 12',
}
