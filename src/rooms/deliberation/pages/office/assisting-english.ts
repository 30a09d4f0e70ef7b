import type { AssistingWords } from './assisting-words.ts'

export const en: AssistingWords = {
  back: 'See this matter',
  title: 'Write down somebody’s words',
  intro:
    'Write what they say as they say it, and read it to them. If they agree, let them sign on the screen or record their yes. It counts as their word once another officer, grid worker or representative has cosigned.',
  only: 'Officers, grid workers and representatives write for others.',
  notYet: 'The new rules are not in force yet.',
  shut: 'This matter takes no more comments.',
  who: 'Who says it',
  whoHint: 'Somebody of the roster. Everyone sees that you wrote it down',
  errorWho: 'Please choose somebody.',
  say: 'What they say',
  sayHint: 'In their own words, up to 2,000 characters',
  errorSay: 'Please write what they say, in up to 2,000 characters.',
  errorConsent: 'Please let them sign, or record their yes.',
  send: 'Hand in, ask for a cosignature',
  sending: 'Signing',
  find: 'Find somebody',
  findHint: 'A part of the name',
  found: (n) => (n === 0 ? 'Nobody found' : `${n} found`),
}
