import { dateIn } from '#desk/in-words.ts'
import type { NoticeSort } from '#rulebook/notice.ts'
import { isTalkedOf, type NoticeWords, type Offices } from './words.ts'

const sortsEn: Record<NoticeSort, string> = {
  notice: 'Notices',
  policy: 'Policies',
  major: 'Major matters',
  affairs: 'Village affairs',
}
const oneEn: Record<NoticeSort, string> = {
  notice: 'a notice',
  policy: 'an explanation of a policy',
  major: 'an announcement of a major matter',
  affairs: 'a publication of village affairs',
}

const afterEn = (sort: NoticeSort) =>
  isTalkedOf(sort) ? 'If you have a view, please say it in the debates.' : 'Reading it is enough.'

const officesEn: Offices = {
  secretary: 'Secretary',
  committee: 'village committee',
  township: 'township',
  'grid-worker': 'grid worker',
}

export const en: NoticeWords = {
  name: 'Notices',
  sorts: sortsEn,
  all: 'All',
  sortLabel: 'By kind',
  offices: officesEn,
  by: (name, office) => (office ? `${name} (${office})` : name),
  someone: 'someone not yet known here',

  write: 'Write a notice',
  unread: 'Unread',
  pinned: 'Pinned',
  corrected: 'Corrected',
  forSome: (n) => `For ${n} households`,
  forYou: 'For your household',
  date: dateIn('en'),
  until: (date) => `On the board until ${date}`,
  older: (n) => `Show ${n} older ones`,
  overTitle: 'No longer on the board',
  overCount: (n) => `${n} no longer on the board`,
  frozenTitle: 'This phone takes no new notices',
  frozen:
    'A notice that the relay sent did not hold, and from there on nothing was taken. What came before can be read and what you write is handed in as always; for new notices look at another’s phone or ask the secretary.',
  frozenAct: 'What did not hold, to save the proof',
  emptyTitle: 'No notices yet',
  emptyText: 'Notices, policies and village affairs will appear here.',
  emptySort: 'None of this kind yet.',
  neverTitle: 'Notices have not reached this phone yet',
  neverText:
    'This phone has never reached the village. After the first time they can be read without network.',
  syncNow: 'Sync now',
  syncing: 'Syncing',
  readFailed: 'The notices on this phone could not be read. Please close the app and open it again.',
  loading: 'Opening',

  back: 'Notices',
  what: (sort, by, all) =>
    `This is ${oneEn[sort]} from ${by} to ${all ? 'the whole village' : 'some households'}. ${afterEn(sort)}`,
  whatOver: 'Its time on the board is over; it can still be read here.',
  missingTitle: 'This notice is not here',
  missingText: 'It may not have reached this phone yet. It comes by itself when there is network.',
  correctedTitle: 'Corrected; this is the new version',
  correctedWhy: (reason) => `Reason: ${reason}`,
  correctedBy: (by) => `Corrected by ${by}`,
  forWhom: (labels) => `For these households: ${labels.join(', ')}`,
  earlier: (n) => (n === 1 ? 'Read the version before' : `Read the ${n} versions before`),
  earlierOf: 'The version before',
  pendingTitle: 'Your correction',
  pendingText: 'Until the village has received it, others see the version below.',
  act: 'Correct this notice',
  again: 'Edit and send anew',
  proof: 'Proof',
  proofNumber: 'Number',
  proofNumberIs: (i) => `No. ${i}`,
  proofNone: 'no number yet',
  proofTime: 'Received by the village',
  proofWritten: 'Written (by the author’s phone)',
  proofSigned: 'Signed by',
  proofSignedBy: (name, device) => `${name}, phone ${device}`,
  verified: 'Verified',

  homeBy: (sort, by) => `${sort} · ${by}`,
  homeRefused: 'Notice not accepted; edit and send it anew',
}
