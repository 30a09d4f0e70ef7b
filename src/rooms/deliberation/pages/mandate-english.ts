import { timeIn } from '#desk/in-words.ts'
import type { MandateWords } from './mandate-words.ts'

export const en: MandateWords = {
  moment: timeIn('en'),
  title: 'Voting for others',
  open: 'Have somebody vote for you, or vote for others',
  back: 'See this vote',
  intro:
    'Who cannot vote in person may ask another voter of the village to do it. The secretary, the committee, supervisors, grid workers and registrars cannot, and nobody votes for more than three others. Once it is counted everybody sees who voted for whom.',
  ownFirst: 'Who votes in person as well, before or after, is counted as they voted in person.',
  until: (until) => `Ask and vote before ${until}.`,
  notHere: 'In this vote everybody votes in person.',
  over: 'The vote has closed: nothing can be entrusted or cast any more. What was written before is still handed in.',
  none: 'There is nothing here that concerns you.',

  ask: 'Ask somebody to vote for you',
  askAnother: 'Ask somebody else',
  asked: (name) => `You asked ${name} to vote for you.`,
  castForYou: (name, choice) => `${name} voted for you: ${choice}`,
  yourOwnCounts: 'You voted in person as well: that counts.',
  notCast: (name) => `${name} has not voted for you yet.`,
  proxy: 'Who is to vote for you',
  proxyHint: 'Your own household first',
  errorProxy: 'Please choose who is to vote for you.',
  askText: (name) => `${name} sees that you ask, and votes for you. You see here what was cast.`,
  askConfirm: (me, name) =>
    `With your signature you (${me}) ask ${name} to vote for you. You can still vote in person at any time.`,
  askSend: 'Sign and ask',
  askReceipt: 'It is written.',

  yours: 'You vote for others',
  castFor: (name) => `Vote for ${name}`,
  recastFor: (name) => `Change the vote of ${name}`,
  castDone: (name) => `You voted for ${name}, signed with your name.`,
  castingFor: (name) => `For ${name}, and counted as theirs`,
  cast: (choice) => `You voted: ${choice}`,
  beyond: 'You vote for three others already; this one is not counted. Please let them ask somebody else.',
  replaced: 'Somebody else was asked since.',

  paper: 'Write down who asks you without a phone',
  paperIntro:
    'Keep the consent of who asks you: signed on the screen below, spoken into a recording, or a picture of a paper that was signed. Name a supervisor or villagers’ representative who was there: your vote for them counts once they have signed as witness.',
  giver: 'Who asks you',
  giverHint: 'Who may vote in this vote',
  errorGiver: 'Please choose who asks you.',
  witness: 'Witness',
  witnessHint: 'A supervisor or villagers’ representative who was there',
  nobody: 'Please choose',
  errorWitness: 'Please choose a witness. Where there is none, enter the office in the roster first.',
  errorPicture:
    'Please let them sign, or record their consent, or take a picture of the paper that was signed.',
  paperConfirm: (me, giver, witness) =>
    `With your signature you (${me}) say that ${giver} asks you to vote for them. ${witness} must witness it.`,
  paperSend: (witness) => `Sign, and ask ${witness} to witness`,
  paperReceipt: 'It is written; once witnessed it is counted.',

  find: 'Find',
  findHint: 'A part of the name',
  found: (n) => (n === 0 ? 'Nobody found' : `Found: ${n}`),

  card: (giver, proxy) => `${giver} asks ${proxy} to vote for them`,
  byGiver: 'Asked on their own phone',
  waits: (witness) => `Waits for ${witness} to witness; counted after that`,
  lapsed: (witness) => `${witness} did not witness in time; not counted`,
  witnessed: (witness) => `Witnessed by ${witness}`,
  witnessText:
    'By signing you say that you were there and that they agreed themselves. Otherwise do not sign.',
  witnessNow: 'I was there, they agreed: sign',
  done: 'Signed and kept on this phone; handed in when there is network',
  notSent: 'Not handed in',
  all: 'Who votes for whom',
}
