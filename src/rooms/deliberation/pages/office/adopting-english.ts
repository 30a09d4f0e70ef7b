import type { AdoptingWords } from './adopting-words.ts'

export const en: AdoptingWords = {
  adoptTitle: 'First adopt the new rulebook',
  adoptText:
    'Outcomes, second signatures, sign-up lists, finding a time and opening later are part of version 2. After that, older apps must update to read what comes later.',
  adopt: 'Adopt version 2 of the rulebook',
  adoptAsk: 'Please ask the secretary to adopt version 2 of the rulebook.',
  adopted: 'Adopted and kept on this phone; handed in when there is network.',
  notYet: 'The village has not received the adoption yet; you can go on then.',
}
