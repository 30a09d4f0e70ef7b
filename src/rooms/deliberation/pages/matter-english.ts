import type { MatterWords } from './matter-words.ts'

export const en: MatterWords = {
  legend: 'Which sort of matter',
  hint: 'The law says who decides which. If you are not sure, choose “something else”.',
  of: {
    other: {
      short: 'An opinion of all',
      name: 'Something else',
      decides: 'Discussed by all; what comes of it is an opinion',
    },
    works: {
      short: 'Decided by a meeting',
      name: 'Road, water, power; raising money or labour; contracts',
      decides:
        'Decided by the villagers’ meeting, or by the representatives it has authorised (Organic Law, art. 28)',
    },
    money: {
      short: 'Decided by a meeting',
      name: 'Use of the collective’s money',
      decides:
        'Decided by the villagers’ meeting, or by the representatives it has authorised (Organic Law, art. 28)',
    },
    helping: {
      short: 'Decided by a meeting',
      name: 'Whom to help; allowances',
      decides:
        'Decided by the villagers’ meeting, or by the representatives it has authorised (Organic Law, art. 28)',
    },
    planning: {
      short: 'Decided by a meeting',
      name: 'Village planning',
      decides:
        'Decided by the villagers’ meeting, or by the representatives it has authorised (Organic Law, art. 28)',
    },
    collective: {
      short: 'Decided by its members',
      name: 'Collective property: land, forest, buildings, shares',
      decides:
        'Decided by the members of the collective, not by the villagers’ meeting (Law on Rural Collective Economic Organisations, art. 26 and 27)',
    },
  },
}
