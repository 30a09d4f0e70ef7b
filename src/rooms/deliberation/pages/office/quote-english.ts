import type { QuoteWords } from './quote-words.ts'

export const en: QuoteWords = {
  more: 'More of what was said',
  behind: (people) => `${people} ${people === 1 ? 'person thinks' : 'people think'} so too`,
  tooMany: (max) => `At most ${max} can be chosen. Please take some out.`,
}
