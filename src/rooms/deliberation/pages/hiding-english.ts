import { monthIn } from '#desk/in-words.ts'
import type { HidingWords } from './hiding-words.ts'

export const en: HidingWords = {
  hide: 'Hide',
  reason: 'Why hide it',
  reasons: {
    insult: 'It insults or hurts',
    private: 'It gives away somebody’s private affairs',
    advert: 'It is an advertisement',
    astray: 'It has nothing to do with this matter',
  },
  reasonHint: 'That one disagrees, or that a cadre is criticised, is no reason.',
  note: 'In words',
  noteHint:
    'Everybody sees your name, the reason and this. It is hidden once another cadre cosigns. Up to 200 characters',
  errorNote: 'Please say why, in up to 200 characters.',
  hideSend: 'Propose; handed in when there is network',
  report: 'Report',
  reportReason: 'Why it is reported',
  reportReasonHint: 'To be of another opinion is no reason to report it.',
  reportNote: 'In words (optional)',
  reportNoteHint:
    'Your name and this are read by the secretary, the committee and the supervisors only. Up to 200 characters',
  errorReportNote: 'Please write no more than 200 characters.',
  reportSend: 'Report it',
  youReported: (reason) => `You reported this comment (${reason}). The office will look at it.`,
  reportedBy: (by, reason, note) =>
    `Reported by ${by} (${reason})${note ? `: ${note}` : ''}. Only the office reads this.`,
  cancel: 'Leave it',
  notSent: 'It was not handed in',
  proposed: (by, reason, note) =>
    `${by} proposes to hide this (${reason}): ${note}. Another cadre must cosign; until then everyone reads it.`,
  hidden: (by, second, reason, note) => `Hidden by ${by} and ${second} (${reason}): ${note}`,
  yours: 'Only you still see what it said.',
  cosign: 'Cosign the hiding',
  appeal: 'Appeal',
  appealSay: 'Why should it not be hidden',
  appealHint: 'A supervisor sees this and may show it again. Up to 500 characters',
  appealSend: 'Hand in the appeal',
  errorAppeal: 'Please give a reason of up to 500 characters.',
  appealed: (text) => `Its author appeals: ${text}`,
  restore: 'Show again',
  restoreReason: 'Why show it again',
  restoreHint: 'Everybody sees your name and this reason. Up to 200 characters',
  restored: (by, reason) => `Was hidden; shown again by ${by}: ${reason}`,
  restoreSend: 'Show this comment again',
  hear: 'Keep it hidden',
  hearReason: 'Why is it not shown again',
  hearSend: 'Answer the appeal: it stays hidden',
  heard: (by, reason) => `${by} answers the appeal, it stays hidden: ${reason}`,
  monthly: 'How many comments were hidden',
  monthName: monthIn('en'),
  month: (month, parts, restored) =>
    `${month}: ${parts.join(', ')}${restored > 0 ? `, of which ${restored} shown again` : ''}`,
  of: (reason, n) => `${reason}: ${n}`,
}
