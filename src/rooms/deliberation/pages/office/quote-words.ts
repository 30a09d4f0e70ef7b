import { translated } from '#desk/use-words.ts'

const ZH = {
  more: '看更多发言',
  behind: (people: number) => `${people} 人也这样看`,
  tooMany: (max: number) => `最多选 ${max} 条，请去掉几条。`,
}
export type QuoteWords = typeof ZH

export const quoteWords = translated(ZH, () => import('./quote-english.ts'))
