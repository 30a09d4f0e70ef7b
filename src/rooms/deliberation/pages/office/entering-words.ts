import { translated } from '#desk/use-words.ts'

const ZH = {
  enterTitle: '录入会场上的票',
  way: '怎么投的',
  wayHint: { paper: '写了姓名的纸票，一张一张录', hand: '当众举手，一个一个记' },
  witness: '见证人',
  witnessHint: '当时在场的监督委员或者村民代表，不能是书记、村委',
  nobody: '请选一位',
  errorWitness: '请选一位见证人。没有监督委员和村民代表的，先在花名册登记职务。',
  people: '谁投了什么',
  peopleHint: '按小组打开，只录在会场投的人，没有投的不动',
  find: '找人',
  findHint: '写名字里的一两个字',
  found: (n: number) => (n === 0 ? '没有找到' : `找到 ${n} 位`),
  noGroup: '没有小组',
  notCast: '没有在会场投',
  onList: (by: string) => `已在${by}录的单子上`,
  errorNone: '请至少录一个人的票。',
  errorMany: (most: number) => `一张单子最多录 ${most} 人，请分两次录。`,
  errorSome: (name: string, min: number, max: number) =>
    min === max ? `${name}要选 ${min} 项。` : `${name}要选 ${min} 到 ${max} 项。`,
  checkText: '请和会场上唱票的数对一对。见证人签名以后才计票，录进去不能改。',
  confirm: (name: string, witness: string) => `以${name}的名义签名录入，等${witness}见证。`,
  send: '录入，有网就送到村里',
  receipt: (witness: string) => `已经录好，签了名。请${witness}打开这次投票签名见证。状态在这里：`,
}
export type EnteringWords = typeof ZH

/** What is read by who enters ballots from the room. */
export const enteringWords = translated(ZH, () => import('./entering-english.ts'))
