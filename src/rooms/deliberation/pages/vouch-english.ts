import type { VouchWords } from './vouch-words.ts'

export const en: VouchWords = {
  open: 'Vouch for new phones',

  yourPhone: 'Your phone is new',
  mayCast: (by) =>
    `You may vote. It counts once ${by} has asked you and vouched for this phone. Please call them.`,
  hasCast: (by) =>
    `You have voted. It counts once ${by} has asked you and vouched for this phone. Please call them.`,
  supervisors: (names) => (names ? `a supervisor (${names})` : 'a supervisor'),
  yourPhoneVouched: (by) => `${by} vouched for this phone: its votes count.`,
  notCounted: 'Your vote was not counted',
  notCountedText: 'This phone is new, and no supervisor vouched for it before the collecting time was over.',
}
