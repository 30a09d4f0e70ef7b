import { PAPER_LINES_MAX, type PaperBody, type PaperWay } from '#rulebook/paper.ts'
import { choicesFit, type VoteTerms } from '#rulebook/vote.ts'

/** The form as a draft keeps it: who voted how, as JSON, beside what holds for the whole list. */
export type PaperFields = Record<'way' | 'witness' | 'votes', string>
/** What people chose, by person: places in the vote's options. */
export type Votes = Record<string, number[]>

/** Somebody on the roll, as he is picked for a list. */
export interface OnRoll {
  person: string
  name: string
  household: string
  group: number | undefined
  /** Who has him on another list already. */
  onList: string | undefined
}

export const BLANK_PAPER: PaperFields = { way: 'paper', witness: '', votes: '{}' }

export const votesIn = ({ votes }: PaperFields): Votes => JSON.parse(votes) as Votes

/** The draft's word for what people chose; who chose nothing is left out. */
export const votesAs = (votes: Votes): string =>
  JSON.stringify(Object.fromEntries(Object.entries(votes).filter(([, choices]) => choices.length > 0)))

/** The list as it is signed. */
export const paperIn = (fields: PaperFields): PaperBody => ({
  witness: fields.witness,
  lines: Object.entries(votesIn(fields)).map(([person, choices]) => ({
    person,
    choices: [...choices].sort((a, b) => a - b),
    way: fields.way as PaperWay,
  })),
})

export interface WrongPaper {
  witness?: true
  none?: true
  many?: true
  /** Whose choices are too few or too many. */
  who: string[]
}

/** What does not fit yet; the rulebook judges the same when it is signed (B1, B2). */
export function wrongPaper(terms: VoteTerms, fields: PaperFields): WrongPaper {
  const { witness, lines } = paperIn(fields)
  return {
    ...(!witness && { witness: true as const }),
    ...(lines.length === 0 && { none: true as const }),
    ...(lines.length > PAPER_LINES_MAX && { many: true as const }),
    who: lines.filter((line) => !choicesFit(terms, line)).map(({ person }) => person),
  }
}
export const isPaperRight = ({ witness, none, many, who }: WrongPaper): boolean =>
  !witness && !none && !many && who.length === 0

/** How many chose each of the vote's options. */
export const sumsIn = ({ lines }: Pick<PaperBody, 'lines'>, options: number): number[] =>
  Array.from({ length: options }, (_, n) => lines.filter(({ choices }) => choices.includes(n)).length)
