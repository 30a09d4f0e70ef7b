import { monthIn } from '#desk/in-words.ts'
import { translated } from '#desk/use-words.ts'
import type { HidingReason } from '#rulebook/moderation.ts'

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
  noteHint: '大家会看到您的名字、原因和说明。还要书记或另一名村委会签才隐藏。200字以内',
  errorNote: '请写说明，不超过200字。',
  hideSend: '提出隐藏，有网就送到村里',
  report: '举报',
  reportReason: '为什么举报',
  reportReasonHint: '不同意别人的意见，不是举报的理由。',
  reportNote: '说明（可不写）',
  reportNoteHint: '只有书记、村委和监督委员看得到您的名字和说明。200字以内',
  errorReportNote: '说明请不超过200字。',
  reportSend: '递交举报',
  youReported: (reason: string) => `您举报了这条发言（${reason}）。村干部会看。`,
  reportedBy: (by: string, reason: string, note: string) =>
    `${by}举报（${reason}）${note ? `：${note}` : ''}。只有村干部看得到。`,
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
  restored: (by: string, reason: string) => `曾被隐藏，${by}恢复显示：${reason}`,
  restoreSend: '恢复这条发言',
  hear: '维持隐藏',
  hearReason: '为什么不恢复',
  hearSend: '答复申诉，维持隐藏',
  heard: (by: string, reason: string) => `${by}答复申诉，维持隐藏：${reason}`,
  monthly: '隐藏了多少发言',
  monthName: monthIn('zh-CN'),
  month: (month: string, parts: string[], restored: number) =>
    `${month}：${parts.join('，')}${restored > 0 ? `，其中 ${restored} 条已恢复` : ''}`,
  of: (reason: string, n: number) => `${reason} ${n} 条`,
}
export type HidingWords = typeof ZH

/** What is said of comments that others hide. */
export const hidingWords = translated(ZH, () => import('./hiding-english.ts'))
