import { dayIn, moneyIn } from '#desk/in-words.ts'
import { translated } from '#desk/use-words.ts'

const ZH = {
  money: moneyIn('zh-CN'),
  day: dayIn('zh-CN'),
  // Publishing
  shownShort: '结果已公布',
  pendingShort: '结果等会签',
  publish: '公布结果',
  responsible: '谁负责',
  sum: '多少钱（元）',
  due: '什么时候办完',

  // Showing
  outcome: '公布的结果',
  pending: '等监督委员会签，会签以后生效',
  lapsed: '30 天没有会签，不生效。请重新公布',
  inEffect: (name: string) => `${name}会签，已经生效`,
  publishedBy: (name: string) => `${name}公布`,
  wrongTitle: '公布的数字和选票对不上',
  wrongText: (published: string, counted: string) =>
    `公布的是 ${published}；这部手机从选票计出的是 ${counted}。请不要会签，告诉监督委员。`,
  of: (choices: string, present: number, eligible: number) => `${choices}；参加 ${present}，应到 ${eligible}`,
  byHouseholds: (choices: string, present: number, eligible: number) =>
    `；人数不够、户数够，按户的代表算：${choices}，到 ${present} 户，共 ${eligible} 户`,
  tooFew: '，人数不够',
  carries: (choice: string) => `，通过：${choice}`,
  cosignText: '会签表示您核对过，署您的名，结果马上生效。',
  cosignTooNew:
    '作决定的投票，结果由发起投票时就在任的监督委员、用那时就登记好的手机会签。没有这样的人了，就照样再投一次。',
  cosignNow: '核对过了，会签',
  done: '写好了，已存手机，有网自动递交。',
  notSent: '没有递交出去',
  // Carrying out
  quote: '引用讨论里的话',
  quotes: '引用的发言',
  seeQuote: '看原话',
  progress: '办得怎么样',
  states: { 'not-begun': '还没有开始', underway: '正在办', done: '办完了', stopped: '停下了' },
  percent: (n: number) => `办了 ${n}%`,
  silent: '30 天没有消息了',
  report: '报告办理情况',
  state: '现在',
  howFar: '办了百分之几',
  errorPercent: '请写 0 到 100 的整数。',
  says: '说明',
  saysHint: '办完了写结果，停下了写原因。500字以内',
  errorSays: '请写说明，不超过500字。',
  reportSend: '递交，有网就送到村里',
  cancel: '不写了',
}
export type OutcomeWords = typeof ZH

/** What is said of outcomes: published, cosigned, carried out. */
export const outcomeWords = translated(ZH, () => import('./outcome-english.ts'))
