import type { MeetingWords } from './meeting-words.ts'

export const en: MeetingWords = {
  title: 'Witness for who has no signal',
  back: 'See this vote',
  intro:
    'A villager has voted, and it is still on their phone: if you see it before the vote closes, scan the code on their screen and sign. It does not say how they voted. Your phone hands it in when there is network; when the vote arrives within the collecting time, two phones say so.',
  only: 'The secretary, the committee, a supervisor or a grid worker witnesses.',
  over: 'This vote has closed; nothing can be witnessed any more.',
  notYet: 'The village has not adopted the newer rules yet; votes cannot be witnessed before.',
  soFar: (n) => `Votes you have witnessed here: ${n}`,
  done: 'Witnessed and kept on this phone; handed in when there is network',
  notOurs:
    'This is no code of a vote. The villager finds it on this vote, under “No signal, and voting closes soon?”.',
  otherVote: 'This belongs to another vote. Please open that one and scan again.',
  already: 'You have witnessed this one already.',
  notSent: 'Not witnessed',
  scan: {
    start: 'Scan the code',
    looking: 'Please hold the code in the middle',
    stop: 'Stop',
    noCamera: {
      insecure: 'This address is not safe, so there is no camera.',
      absent: 'There is no camera to use. Please take another phone.',
      denied: 'The camera was not allowed. Please allow it in the browser’s settings.',
      failed: 'The camera does not open. Please try again.',
    },
    paste: 'The villager’s code as text',
    pasteNow: 'Paste',
    pasteHint: 'Hold a finger on the field to paste',
    use: 'Use this text',
  },
}
