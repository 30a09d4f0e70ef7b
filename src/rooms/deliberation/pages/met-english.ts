import type { MetWords } from './met-words.ts'

export const en: MetWords = {
  title: 'No signal, and voting closes soon?',
  text: 'Ask an officer or grid worker beside you to open this vote, choose “Witness for who has no signal” and scan this code. It does not say how you voted. Then one more person says that you voted in time.',
  picture: 'The code of this ballot',
  next: 'Next code',
  byText: 'No camera? Send this text to them by SMS',
  copy: 'Copy the text',
  copied: 'Copied; it can be pasted and sent.',
  byHand: 'This browser does not copy. Please select the text and copy it by hand.',
}
