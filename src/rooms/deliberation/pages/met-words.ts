import { translated } from '#desk/use-words.ts'

const ZH = {
  title: '没有信号，快截止了？',
  text: '请身边的村干部或者网格员，打开这次投票，点「为没有信号的村民作证」，扫这个码。码里没有您投了什么。他作了证，就多一个人证明您是截止前投的。',
  picture: '这张票的码',
  next: '下一个码',
  byText: '扫不了？用短信把这段文字发给他',
  copy: '复制文字',
  copied: '已复制，可以粘贴发出去了。',
  byHand: '这个浏览器不让复制。请按住文字选中，再复制。',
}
export type MetWords = typeof ZH

/** What a voter without coverage shows to an officer. */
export const metWords = translated(ZH, () => import('./met-english.ts'))
