import type { EnteringWords } from './entering-words.ts'

export const en: EnteringWords = {
  enterTitle: 'Enter the ballots of the room',
  way: 'How they voted',
  wayHint: { paper: 'Paper ballots with names, one by one', hand: 'Hands raised in the room, one by one' },
  witness: 'Witness',
  witnessHint: 'A supervisor or villagers’ representative who was there; not the secretary or committee',
  nobody: 'Please choose',
  errorWitness: 'Please choose a witness. Where there is none, enter the offices in the roster first.',
  people: 'Who voted how',
  peopleHint: 'Open a group; enter only who voted in the room and leave the others',
  find: 'Find a person',
  findHint: 'A character or two of the name',
  found: (n) => (n === 0 ? 'Nobody found' : `${n} found`),
  noGroup: 'No group',
  notCast: 'Did not vote in the room',
  onList: (by) => `Already on a list by ${by}`,
  errorNone: 'Please enter at least one ballot.',
  errorMany: (most) => `A list holds at most ${most} people; please enter two.`,
  errorSome: (name, min, max) =>
    min === max ? `${name} must have ${min}.` : `${name} must have ${min} to ${max}.`,
  checkText:
    'Please compare with what was read out in the room. It counts once the witness has signed, and cannot be changed.',
  confirm: (name, witness) => `Signed in the name of ${name}; waits for ${witness}.`,
  send: 'Enter, handed in when there is network',
  receipt: (witness) => `Entered and signed. Please ask ${witness} to open this vote and witness. It stands:`,
}
