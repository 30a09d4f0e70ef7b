import { momentIn } from '#desk/in-words.ts'
import { translated } from '#desk/use-words.ts'

const ZH = {
  moment: momentIn('zh-CN'),
  title: '会议纪要草稿',
  back: '回到议题',
  what: '这部手机从这场讨论整理出来的，只有说过的话，没有加一句。撤回、隐藏的发言不在里面。',
  asOf: (when: string) => `整理于 ${when}`,
  empty: '还没有村里收到的发言。等有了发言再来整理。',
  print: '打印，或存成 PDF',
  save: '存成文字文件（Markdown）',
  file: '会议纪要',

  matter: '议题',
  raised: (name: string, when: string) => `${name}提出，${when}`,
  closed: (reason: string) => `讨论已经关闭：${reason}`,
  speakers: '谁发了言',
  spoke: (people: number, households: number) => `${people} 人发言，来自 ${households} 户。`,
  person: (name: string, home: string | undefined, isAway: boolean, times: number) =>
    `${name}${home || isAway ? `（${[home, isAway ? '在外' : ''].filter(Boolean).join('，')}）` : ''}${times > 1 ? `，${times} 次` : ''}`,
  highlights: '要点',
  supported: (households: number) => `${households} 户也这样看`,
  against: '投了反对票的人说的',
  see: '看原话',
  points: '各户怎么说',
  noHousehold: '没有登记户的人',
  votes: '表决',
  rule: (name: string) => `按${name}的规矩`,
  choice: '选项',
  ballots: '票数',
  lateDecides: (n: number) => `截止后送到的 ${n} 票改变了结果。`,
  present: (present: number, eligible: number) => `参加 ${present}，应到 ${eligible}。`,
  notCounted: '选票还没有收齐，数字还没有。',
  tooFew: '人数不够，没有结果。',
  carried: (choice: string) => `通过：${choice}。`,
  notCarried: '没有通过。',
  opinion: '这是征求意见，不是决定。',
  decisions: '决定和要办的事',
  pending: '（等会签，还没有生效）',
  responsible: (name: string) => `负责：${name}`,
  money: (sum: string) => `金额：${sum}`,
  due: (day: string) => `期限：${day}`,
  none: '还没有公布决定。',
}
export type MinutesWords = typeof ZH

export const minutesWords = translated(ZH, () => import('./minutes-english.ts'))
