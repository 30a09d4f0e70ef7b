import { translated } from '#desk/use-words.ts'

const ZH = {
  title: '公布结果',
  mayNot: '结果由村支书或者村委会公布，要等选票收齐、这部手机自己计过票以后。',
  notNow: '还不能公布',
  already: '已经公布过',
  alreadyText: '这次投票的结果已经公布，在投票那一页查看。',
  numbers: '数字由这部手机从选票计出，不能改。',
  decision: '决定',
  decisionHint: '一句话说清怎么办。没有通过或者人数不够，写接下来怎么办。500字以内',
  nobody: '没有专人',
  sumHint: '没有就不填',
  dueHint: '没有就不填',
  optional: '可不填',
  errorDecision: '请写怎么办，不超过500字。',
  errorSum: '请写数字，例如 12000 或者 85.5。',
  errorDue: '请选今天或以后的一天。',
  checkText: '大家看到的就是这样。公布以后不能改。',
  confirm: (name: string) => `以${name}的名义签名公布。监督委员会签以后生效，30 天没有会签就不再生效。`,
  send: '公布，有网就送到村里',
  receipt: '结果已经写好，签了名，等监督委员会签。状态在这里：',
  seeVote: '看这次投票',
  quoteHint: '可以不选。大家会看到原话和说的人，最多12条',
}
export type PublishingWords = typeof ZH

/** What is read by who publishes what a vote came to. */
export const publishingWords = translated(ZH, () => import('./publishing-english.ts'))
