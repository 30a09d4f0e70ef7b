import { dateIn } from '#desk/in-words.ts'
import { translated } from '#desk/use-words.ts'
import { roleWords } from '#desk/role-words.ts'
import type { NoticeSort } from '#rulebook/notice.ts'

const sortsZh: Record<NoticeSort, string> = {
  notice: '通知',
  policy: '政策',
  major: '重大事项',
  affairs: '村务',
}
const oneZh: Record<NoticeSort, string> = {
  notice: '一份通知',
  policy: '一份政策说明',
  major: '一件重大事项的公告',
  affairs: '一份村务公开',
}

/** What is decided of land and money is not only to be read. */
export const isTalkedOf = (sort: NoticeSort) => sort === 'major' || sort === 'affairs'
const afterZh = (sort: NoticeSort) => (isTalkedOf(sort) ? '有意见请在议事厅说。' : '看过就行，不用回复。')

/** Who signs, with the office held then. */
export type Offices = Record<'secretary' | 'committee' | 'township' | 'grid-worker', string>
const officesZh: Offices = {
  secretary: roleWords.zh.secretary,
  committee: '村委会',
  township: '乡镇',
  'grid-worker': '网格员',
}

const zh = {
  name: '公告',
  sorts: sortsZh,
  all: '全部',
  sortLabel: '按类别看',
  offices: officesZh,
  by: (name: string, office: string | undefined) => (office ? `${office} ${name}` : name),
  someone: '还没认出的人',

  // The board
  write: '写公告',
  unread: '未读',
  pinned: '置顶',
  corrected: '已更正',
  forSome: (n: number) => `只发给 ${n} 户`,
  forYou: '发给您家',
  date: dateIn('zh-CN'),
  until: (date: string) => `公示到${date}`,
  older: (n: number) => `再看 ${n} 份更早的`,
  overTitle: '已过公示期',
  overCount: (n: number) => `已过公示期的 ${n} 份`,
  frozenTitle: '这部手机不再收新公告',
  frozen:
    '中转站送来的公告有一处对不上，从那里起没有采用。以前的照常看，您写的照样递交；新公告请看别人的手机，或者问书记。',
  frozenAct: '对不上的内容，存下凭据',
  emptyTitle: '还没有公告',
  emptyText: '村里发了通知、政策和村务公开，会出现在这里。',
  emptySort: '这一类还没有公告。',
  neverTitle: '公告还没有送到这部手机',
  neverText: '这部手机还没有连上过村里。连上一次以后，没有网络也能看。',
  syncNow: '现在同步',
  syncing: '正在同步',
  readFailed: '这部手机上的公告读不出来。请关掉再打开一次。',
  loading: '正在打开',

  // One notice
  back: '公告',
  what: (sort: NoticeSort, by: string, all: boolean) =>
    `这是${oneZh[sort]}，由${by}发给${all ? '全村' : '部分住户'}。${afterZh(sort)}`,
  whatOver: '公示期已过，这里仍可查看。',
  missingTitle: '没有找到这份公告',
  missingText: '它可能还没有送到这部手机。有网时会自动送来。',
  correctedTitle: '已更正，下面是新的一版',
  correctedWhy: (reason: string) => `更正原因：${reason}`,
  correctedBy: (by: string) => `${by}更正`,
  forWhom: (labels: string[]) => `发给这些住户：${labels.join('、')}`,
  earlier: (n: number) => (n === 1 ? '看更正前的一版' : `看更正前的 ${n} 版`),
  earlierOf: '更正前的一版',
  pendingTitle: '您的更正',
  pendingText: '村里收到以前，大家看到的还是下面这一版。',
  act: '更正这份公告',
  again: '修改后重新递交',
  proof: '凭据',
  proofNumber: '编号',
  proofNumberIs: (i: number) => `第 ${i} 号`,
  proofNone: '还没有编号',
  proofTime: '村里收到',
  proofWritten: '写下时间（以写的人的手机为准）',
  proofSigned: '签名',
  proofSignedBy: (name: string, device: string) => `${name}，手机 ${device}`,
  verified: '已核验',

  // Writing
  writeTitle: '写公告',
  correctTitle: '更正公告',
  steps: ['填写', '查看', '确认'],
  stepsLabel: '步骤',
  stepDone: '已完成',
  restored: '接着上次没写完的继续。',
  startOver: '清空重写',
  sort: '类别',
  sortHints: {
    notice: '停水、天气、办事时间这类事',
    policy: '医保、补贴这类规定',
    major: '占地、工程、用钱这类大事，至少公示15天',
    affairs: '账目和村里的决定，至少公示15天',
  } satisfies Record<NoticeSort, string> as Record<NoticeSort, string>,
  title: '标题',
  titleHint: '一句话说清是什么事，60字以内',
  text: '正文',
  textHint: '空一行就是另起一段，3000字以内',
  showFor: '公示多久',
  days: (n: number) => `${n} 天`,
  keepDate: (date: string) => `不变，到${date}`,
  untilDate: (date: string) => `到${date}`,
  pin: '放在最前面吗',
  pinNo: '按时间排',
  pinYes: '放在最前面',
  pinHint: '公示期过了自动取下',
  households: '发给哪些住户',
  householdsHint: '网格员发给自己联系的住户',
  reason: '更正原因',
  reasonHint: '写给大家看，例如：取件时间写错了',
  toCheck: '下一步：查看',
  checkTitle: '查看公告',
  checkText: '大家看到的就是这样。有不对的，返回去改。',
  toConfirm: '没有问题，下一步',
  change: '返回修改',
  confirmTitle: '确认发布',
  confirmText: (name: string) => `这份公告以${name}的名义签名发布。`,
  confirmReach: (all: boolean, n: number) => (all ? '全村都能看到。' : `发给 ${n} 户。`),
  confirmRule: '发布以后收不回来；写错了可以更正，原来的一版大家仍能看到。',
  publish: '发布，有网就送到村里',
  publishCorrection: '发布更正，有网就送到村里',
  publishing: '正在签名',
  receiptTitle: '回执',
  receiptText: '公告已经写好，签了名。状态在这里：',
  seeIt: '看这份公告',
  toBoard: '回到公告',
  mayNotTitle: '您还不能发公告',
  mayNot:
    '公告由村支书、村委会、乡镇发布；网格员发给自己联系的住户。有事要告诉大家，可以请他们发，或者在议事里说。',
  toThreads: '去议事',
  mayNotCorrect: '公告由写的人或者村支书更正。',
  refusedTitle: '没有发出去',
  errors: {
    title: '请写标题，不超过60字。',
    text: '请写正文，不超过3000字。',
    households: '请至少选一户。',
    reason: '请写更正原因，不超过200字。',
  },
  textTooLong: (n: number) => `正文多了 ${n} 字，请删短一些。`,

  // Home
  homeBy: (sort: string, by: string) => `${sort} · ${by}`,
  homeRefused: '公告未通过，修改后可以重新递交',
}

export type NoticeWords = typeof zh
export const words = translated(zh, () => import('./english.ts'))
