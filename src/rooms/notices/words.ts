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

  // Home
  homeBy: (sort: string, by: string) => `${sort} · ${by}`,
  homeRefused: '公告未通过，修改后可以重新递交',
}

export type NoticeWords = typeof zh
export const words = translated(zh, () => import('./english.ts'))
