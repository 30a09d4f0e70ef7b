import { timeIn } from '#desk/in-words.ts'
import type { PaperWords } from './paper-words.ts'

export const en: PaperWords = {
  moment: timeIn('en'),
  title: 'Paper ballots and hands',
  open: 'Enter paper ballots and hands',
  see: 'See paper ballots and hands',
  sheets: 'Print the roll, ballots or the result',
  back: 'See this vote',
  intro:
    'What was cast in the room on paper or by hand is entered here by the secretary or the committee, with a witness. Once the witness has signed on a phone of their own, it is counted beside the votes from phones.',
  notNow: 'Paper cannot be entered now: the vote has not opened, or its collecting time is over.',
  none: 'No paper ballots have been entered.',

  list: (by, people, ways) => `${by} entered ${people} (${ways})`,
  ways: { phone: 'phone', proxy: 'by proxy', paper: 'paper', hand: 'hands' },
  waits: (witness, until) => `Waits for ${witness} to witness${until ? `, until ${until}` : ''}`,
  unheard: (witness) =>
    `The phone of ${witness} is new: this list counts once a supervisor has vouched for that phone.`,
  yoursIsNew:
    'This phone is new. Once you have signed, a supervisor has to vouch for it before this list counts.',
  lapsed: (witness) => `${witness} did not witness in time; not counted`,
  witnessed: (witness) => `Witnessed by ${witness}, counted`,
  lines: (people) => `See how these ${people} voted`,
  line: (name, choice) => `${name}: ${choice}`,
  witnessText:
    'To witness says that you were there and that these ballots are as you saw them, under your name. If one is wrong, do not sign; ask who entered it to enter it anew.',
  witnessNow: 'I was there, all is right: sign',
  done: 'Signed and kept on this phone; handed in when there is network.',
  notSent: 'Not handed in',

  inYourName: (way, choice, by, witness) =>
    `From the room, in your name: ${way}, ${choice}. Entered by ${by}, witnessed by ${witness}.`,
  pairs: 'Two ballots that differ',
  pairsNote: (until) =>
    `The phone and the paper say different things. Neither is counted, only the presence, until the voter says which holds; or until who entered and who witnessed the paper say the same. Until ${until}.`,
  pairsOver: 'The time to say so is over. Those not settled are present, in no column.',
  newPhone:
    'This phone is new and nobody has vouched for it: what is said from here does not count. Please use one that joined earlier, or ask who entered and who witnessed the paper.',
  yourPair: 'Two of your ballots differ',
  yourPairText: 'Please say which one holds. Until then only your presence counts.',
  toYourPair: 'Say which',
  theirPair: (name) => `The two ballots of ${name}`,
  between: (way, choice, when) => `By ${way}: ${choice} (${when})`,
  holds: (way, choice) => `The one by ${way} holds: ${choice}`,
  officeText: 'Where the voter says nothing, it holds once who entered and who witnessed say the same.',
  settled: 'Said and kept on this phone; handed in when there is network.',

  group: (name, n, of) => `${name}: ${n} entered of ${of}`,
  sums: 'In all',
  sum: (choice, n) => `${choice} ${n}`,

  byWay: (ways) => `How they voted: ${ways}`,
  unsettled: (n) => `Two ballots of ${n} differ and are not settled: present, in no column`,
  unvouched: (n, isOver = true) =>
    isOver
      ? `${n} voted from new phones for which no supervisor vouched; not counted`
      : `${n} voted from new phones for which no supervisor has vouched; not counted yet`,
  decides: (n) =>
    `Two ballots of ${n} differ, and the result may depend on them. Nothing can be published before they are settled.`,
  mayWait: (n, until) =>
    `Two ballots of ${n} differ and may be settled until ${until}. Publish when they are, or when that is over.`,
}
