import { bilingual } from '#desk/use-words.ts'
import type { HidingReason } from '#rulebook/moderation.ts'

const monthIn = (locale: string) => (month: string) =>
  new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    Date.parse(`${month}-15T00:00:00Z`),
  )

const ZH = {
  hide: '隐藏',
  reason: '为什么隐藏',
  reasons: {
    insult: '骂人、伤人',
    private: '泄露别人的私事',
    advert: '广告',
    astray: '和这件事无关',
  } as Record<HidingReason, string>,
  reasonHint: '不同意、批评干部，都不是隐藏的理由。',
  note: '说明',
  noteHint: '大家会看到您的名字、原因和说明。还要另一名干部会签才隐藏。200字以内',
  errorNote: '请写说明，不超过200字。',
  hideSend: '提出隐藏，有网就送到村里',
  cancel: '不写了',
  notSent: '没有递交出去',
  proposed: (by: string, reason: string, note: string) =>
    `${by}提出隐藏（${reason}）：${note}。还要另一名干部会签，现在大家都能看。`,
  hidden: (by: string, second: string, reason: string, note: string) =>
    `${by}提出、${second}会签，隐藏了这条发言（${reason}）：${note}`,
  yours: '只有您自己还能看到原文。',
  cosign: '会签隐藏',
  appeal: '申诉',
  appealSay: '为什么不该隐藏',
  appealHint: '监督委员会看到，可以恢复显示。500字以内',
  appealSend: '递交申诉',
  errorAppeal: '请写原因，不超过500字。',
  appealed: (text: string) => `本人申诉：${text}`,
  restore: '恢复显示',
  restoreReason: '为什么恢复',
  restoreHint: '大家会看到您的名字和这句原因。200字以内',
  restoreSend: '恢复这条发言',
  monthly: '隐藏了多少发言',
  monthName: monthIn('zh-CN'),
  month: (month: string, parts: string[], restored: number) =>
    `${month}：${parts.join('，')}${restored > 0 ? `，其中 ${restored} 条已恢复` : ''}`,
  of: (reason: string, n: number) => `${reason} ${n} 条`,
}
export type HidingWords = typeof ZH

const EN: HidingWords = {
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
  restoreSend: 'Show this comment again',
  monthly: 'How many comments were hidden',
  monthName: monthIn('en'),
  month: (month, parts, restored) =>
    `${month}: ${parts.join(', ')}${restored > 0 ? `, of which ${restored} shown again` : ''}`,
  of: (reason, n) => `${reason}: ${n}`,
}

/** What is said of comments that others hide. */
export const hidingWords = bilingual(ZH, EN)
