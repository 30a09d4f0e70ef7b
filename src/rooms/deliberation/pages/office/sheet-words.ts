import { momentIn } from '#desk/in-words.ts'
import { translated } from '#desk/use-words.ts'

const ZH = {
  moment: momentIn('zh-CN'),
  title: '打印表格',
  back: '看这次投票',
  which: '打印哪一张',
  roll: '签到表',
  rollHint: '投票开始时名册上的人，按小组排，开会时签名用',
  ballot: '选票',
  ballotHint: '空白选票，一页四张，开会时发',
  ballotNote:
    '纸票由到会的人写上姓名填好，开会时当众唱票；书记或者村委在这次投票的「录入纸票、举手票」里一张一张录，见证人签名以后，和手机上投的一起计票。',
  tick: {
    approve: '选一样，打勾',
    single: '选一项，打勾',
    signup: '选一样，打勾',
    times: '每个时间都选一样，打勾',
  } as Record<string, string>,
  tickSome: (min: number, max: number) =>
    min === max ? `选 ${min} 项，打勾` : `选 ${min} 到 ${max} 项，打勾`,
  amountOn: (unit: string) => `报多少（${unit}）：＿＿＿＿＿＿`,
  reasonOn: {
    optional: '理由（可以不写）：',
    against: '理由（反对的要写）：',
    always: '理由（要写）：',
  },
  nameOn: '姓名：＿＿＿＿＿＿＿＿',
  householdOn: '户：＿＿＿＿＿＿　户代表姓名：＿＿＿＿＿＿＿＿',
  witness: '监票人签名：＿＿＿＿＿＿＿＿',
  onlyOnce: '写明姓名，一人（或一户）一票。手机上已经投过的，不要再填。',
  result: '结果单',
  resultHint: '贴在公示栏的结果，带二维码',
  noResult: '结果单要等选票收齐、这部手机自己计过票以后才有。',
  print: '打印，或存成 PDF',
  question: '表决什么',
  rule: '按什么规矩',
  rollAsOf: (when: string, people: string) => `名册以投票开始时（${when}）为准，共 ${people}。`,
  number: '序号',
  household: '户',
  name: '姓名',
  nobody: '没有户代表',
  signature: '签名',
  choice: '选项',
  votes: '票数',
  closed: (when: string) => `投票截止：${when}`,
  present: (present: string, eligible: string) => `参加 ${present}，名册上共 ${eligible}`,
  carried: (choice: string) => `通过：${choice}`,
  notCarried: '没有通过：没有一项达到规定的票数。',
  notQuorate: '不作数：参加的人数不够。',
  opinion: '这是协商意见，不是决定。',
  decision: (text: string) => `决定：${text}`,
  unsigned: '公布的结果还没有会签。',
  scan: '用手机扫一扫，查看这次投票，自己重新计票',
  picture: '这次投票的二维码',
  next: '下一张',
  proof: (lines: number, hash: string) => `票箱共 ${lines} 行，签名凭据 ${hash}`,
  voteIs: (id: string) => `投票编号 ${id}`,
  rollIs: (hash: string) => `名册凭据 ${hash}`,
  outcomeIs: (id: string) => `公布的结果编号 ${id}`,
  printed: (when: string, name: string) => `${name}的手机打印，${when}`,
  signer: '经手人签名：',
  supervisor: '监督委员签名：',
}
export type SheetWords = typeof ZH

/** What is said on sheets of paper. */
export const sheetWords = translated(ZH, () => import('./sheet-english.ts'))
