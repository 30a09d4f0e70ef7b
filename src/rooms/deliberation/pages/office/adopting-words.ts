import { translated } from '#desk/use-words.ts'

const ZH = {
  adoptTitle: '先启用新规矩',
  adoptText:
    '公布结果、会签、接龙、约时间和定时开始是第二版规矩里的。启用以后，旧版乡音要更新才能读后来的内容。',
  adopt: '启用第二版规矩',
  adoptAsk: '请村支书先启用第二版规矩。',
  adopted: '已经启用，已存手机，有网自动递交。',
  notYet: '村里还没有收到启用，收到以后就能用。',
}
export type AdoptingWords = typeof ZH

/** What is read before the next version of the rulebook is in force. */
export const adoptingWords = translated(ZH, () => import('./adopting-english.ts'))
