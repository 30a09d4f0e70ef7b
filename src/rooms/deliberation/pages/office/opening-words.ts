import { translated } from '#desk/use-words.ts'

// What is said where a vote is put, besides what the room says of votes anyway.
const ZH = {
  voteTitle: '发起投票',
  mayNotOpen: '投票由村支书或者村委会发起。您可以在发言里建议。',
  questionHint: '写成一个能回答的问题，200字以内',
  whyFurther: '为什么再投一次',
  whyFurtherHint: '这件事以前投过票。大家会看到这句原因。200字以内',
  gatherLater: '还想接龙、约时间、定时开始',
  targetHint: '报到这个数就够了，多报也行',
  unitHint: '例如 袋、个工，10字以内。不填就一人、一户算一个',
  timesHint: '2 到 12 个，都在截止以后；用不着的空着',
  timeNth: (n: number) => `第 ${n} 个时间`,
  errorTarget: '请写 1 到 9999 的整数。',
  errorUnit: '不超过10字。',
  errorTimes: '请选 2 到 12 个不同的时间，都在截止以后。',
  options: '选项',
  optionsHint: '一行写一项，2 到 12 项，每项60字以内',
  ruleHint: '网上投票一般是协商。要作决定的，选法律规定的会议。',
  ruleHintOf: (there: string, carries: string, law: string) => `${there}；${carries}（${law}）`,
  alsoHall: '法律没有写明可以只在手机上开会：请同时开会，会场到的人和票由村委会另行登记。',
  wholeVillage: '全村',
  opensHint: '不填，村里收到就开始。填了，到那时才能投；名册以村里收到的那一刻为准',
  errorOpens: '请选一个以后的时间，60 天以内。',
  errorNotice: (days: number) =>
    `法律要求提前 ${days} 天通知。请选 ${days} 天以后、60 天以内的时间；已经张贴过通知的，请在下面写明从哪天起。`,
  announced: '哪天起在村里张贴了通知',
  announcedHint: (days: number) =>
    `这种会要提前 ${days} 天通知。没有张贴过的空着，通知从村里收到这次投票算起；写了，大家都看得到，由您负责`,
  errorAnnounced: '请选今天或以前的一天。',
  days: (n: number) => `${n} 天`,
  untilDate: (date: string) => `到${date} 24点`,
  hiddenNoHint: '截止后到的票不算，没有信号的人要早一点投',
  window: '截止以后收多久',
  windowHint: '没有信号的手机，截止前投的票在这段时间里送到，照样算',
  errorQuestion: '请写一个问题，不超过200字。',
  errorOptions: '请写 2 到 12 项，一行一项，不要重复，每项不超过60字。',
  errorRange: '最少和最多选几项对不上，请改一下。',
  errorGroup: '请选一个村民小组。',
  checkVoteText: '投票开始以后，下面这些都不能改。请再看一遍。',
  confirmVote: (name: string) => `以${name}的名义签名发起。村里收到以后，投票就开始，不能改，也不能取消。`,
  confirmPlanned: (name: string, time: string) =>
    `以${name}的名义签名发起。村里收到以后大家就看得到，${time} 开始，不能改，也不能取消。`,
  startVote: '发起，有网就送到村里',
  receiptVote: '投票已经写好，签了名。没有定时间的，村里收到以后就开始。',
  onlyMembers: '集体财产的事由集体经济组织成员大会决定，不交村民会议。',
}
export type OpeningWords = typeof ZH

export const openingWords = translated(ZH, () => import('./opening-english.ts'))
