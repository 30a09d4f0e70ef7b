import type { RecordingWords } from './recording-words.ts'

export const en: RecordingWords = {
  intro:
    'What matters to the whole village goes these six steps, each only after the one before has passed. Meetings held in a hall or on paper are recorded here, where everyone can look them up.',
  needs: {
    proposed: 'It passes if more than half come, and more than half of those there are in favour.',
    consulted: 'It passes if more than half come, and more than half of those there are in favour.',
    examined:
      'The plan goes to the members 3 days before. It passes if half of the members with a vote come, and more than half of all of them are in favour.',
    decided:
      'It passes if the quorum of the law is there and more than half are in favour; with members of the collective, two thirds of all.',
    announced: 'Say what was made known and where it hangs; best with a picture.',
    'carried-out': 'Say what was done and what it cost; best with a picture.',
  },
  back: 'See the matter',
  mayNot: '四议两公开 is recorded by the secretary or the committee.',
  allDone: 'All six steps are done',
  allDoneText: 'This matter has gone the whole way of 四议两公开.',
  when: 'On which day',
  errorDay: 'Please choose the day of this step: not before the step before it, not after today.',
  host: { meeting: 'Who chaired', announcement: 'Who saw to it' },
  nobody: 'Not named',
  decider: 'Which meeting decides',
  should: 'How many should come',
  did: 'How many came',
  favour: 'In favour',
  against: 'Against',
  abstain: 'Abstained',
  errorCount: 'Please write a whole number from 0 to 100000.',
  errorDid: 'No more can come than should, and somebody should.',
  errorVotes: 'In favour, against and abstained together cannot be more than came.',
  fromVote: 'There was a vote on this matter by phone; the figures are counted from its ballots.',
  text: { meeting: 'What the meeting said', announcement: 'What was made known' },
  textHint:
    'Up to 500 characters. Minutes, the list of who came or the notice can be added as pictures below',
  errorText: 'Please write a sentence, of up to 500 characters.',
  willPass: 'By the rules, this passes.',
  willFail: 'By the rules, this does not pass and leads no further.',
  checkText:
    'This is how everyone sees it. Once recorded it cannot be changed, only recorded anew; what was there before can still be read.',
  confirm: (name) =>
    `Recorded and signed in the name of ${name}. It takes effect when another cadre has signed.`,
  send: 'Record; it goes when there is a network',
  receipt: 'Written and signed; it waits for another cadre’s signature. Its state:',
}
