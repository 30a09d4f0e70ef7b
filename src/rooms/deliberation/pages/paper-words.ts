import { timeIn } from '#desk/in-words.ts'
import { translated } from '#desk/use-words.ts'
import type { Cast } from '#rulebook/ballot-box.ts'

const ZH = {
  moment: timeIn('zh-CN'),
  title: '纸票和举手票',
  open: '录入纸票、举手票',
  see: '看纸票和举手票',
  sheets: '打印签到表、选票、结果单',
  back: '看这次投票',
  intro:
    '在会场上用纸票、举手投的，由书记或者村委录在这里，写明见证人。见证人在自己的手机上签名以后，和手机上投的一起计票。',
  notNow: '现在不能录纸票：投票还没有开始，或者补收时间已经过了。',
  none: '还没有录过纸票。',

  // Lists
  list: (by: string, people: string, ways: string) => `${by}录入 ${people}（${ways}）`,
  ways: { phone: '手机', proxy: '代投', paper: '纸票', hand: '举手' } as Record<Cast['way'], string>,
  waits: (witness: string, until?: string) => `等${witness}见证${until ? `，最迟 ${until}` : ''}`,
  unheard: (witness: string) => `${witness}的手机是新加入的，监督委员核对那部手机以后，这份名单才计入。`,
  yoursIsNew: '您这部手机是新加入的。您签了以后，还要监督委员核对这部手机，这份名单才计入。',
  lapsed: (witness: string) => `${witness}没有在补收时间内见证，不计票`,
  witnessed: (witness: string) => `${witness}已见证，一起计票`,
  lines: (people: string) => `看这 ${people}怎么投的`,
  line: (name: string, choice: string) => `${name}：${choice}`,
  witnessText:
    '签名见证，就是说您当时在场，这些票和您看到的一样，署您的名。有一张不对就不要签，请录入的人重新录。',
  witnessNow: '我在场，都对，签名见证',
  done: '签好了，已存手机，有网自动递交。',
  notSent: '没有递交出去',

  // Two ballots that differ
  inYourName: (way: string, choice: string, by: string, witness: string) =>
    `会场上的票，以您的名义：${way}，${choice}。${by}录入，${witness}见证。`,
  pairs: '两张票不一样',
  pairsNote: (until: string) =>
    `手机上投的和纸上写的不一样，哪张都先不算，只算到会。本人说以哪张为准就算哪张；本人没有说的，录入的人和见证人说法一样也可以。最迟 ${until}。`,
  pairsOver: '说明的时间已经过了。没有说定的算到会，不算到哪一栏。',
  newPhone:
    '这部手机是新加入的，监督委员没有核对过，从这里说明不作数。请用早先加入的手机，或者请录入的人和见证人说明。',
  yourPair: '您有两张不一样的票',
  yourPairText: '请您说一声以哪张为准。没有说的，只算您到会，哪一栏都不算。',
  toYourPair: '去说明',
  theirPair: (name: string) => `${name}的两张票`,
  between: (way: string, choice: string, when: string) => `${way}：${choice}（${when}）`,
  holds: (way: string, choice: string) => `以${way}为准：${choice}`,
  officeText: '本人没有说的时候，录入的人和见证人都说以同一张为准才算。',
  settled: '说好了，已存手机，有网自动递交。',

  group: (name: string, n: number, of: number) => `${name}：录了 ${n}，共 ${of}`,
  sums: '合计',
  sum: (choice: string, n: number) => `${choice} ${n}`,

  // In results
  byWay: (ways: string) => `怎么投的：${ways}`,
  unsettled: (n: string) => `${n}的两张票不一样，没有说定：算到会，不算到哪一栏`,
  unvouched: (n: string, isOver = true) =>
    `${n}是用新加入的手机投的，监督委员${isOver ? '没有核对，没有计入' : '还没有核对，先不计'}`,
  decides: (n: string) => `${n}的两张票不一样，说定了结果可能不同。说定以前不能公布结果。`,
  mayWait: (n: string, until: string) =>
    `${n}的两张票不一样，还可以说明到 ${until}。说定了，或者过了时间，再公布结果。`,
}
export type PaperWords = typeof ZH

/** What is said of ballots on paper and by hand. */
export const paperWords = translated(ZH, () => import('./paper-english.ts'))
