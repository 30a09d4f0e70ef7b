// Votes in which something was cast in the room, for the pure village of tests/support/book.ts.
import type { openBox } from '#rulebook/ballot-box.ts'
import { countVote } from '#rulebook/count.ts'
import type { Placed } from '#rulebook/kinds.ts'
import { ballotsPapered, ballotsWitnessed, pairSettled, type PaperLine } from '#rulebook/paper.ts'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { ballotCast, voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import { announcedBefore } from './texts.ts'
import { DAY, HOUR, PEOPLE, START, villageBook, type Book, type Someone } from './book.ts'

export const terms: VoteTerms = {
  ...{ question: '路要不要加宽?', sort: 'approve', options: [], min: 1, max: 1 },
  ...{ quorum: 'va', basis: 'adult', group: null, hidden: true },
  ...{ closesAt: START + 5 * DAY, collectMs: 72 * HOUR },
  ...announcedBefore(START),
}

/** A village under the second rulebook, with a vote. */
export function withVote(given: Partial<VoteTerms> = {}, version = 2) {
  const book = villageBook()
  if (version === 2) book.enter(book.write('secretary', rulebookAdopted, { rulebook: 2 }))
  // Everyone's phone is a day old by then.
  book.now = START + DAY
  const thread = book.enter(book.write('secretary', threadOpened, { title: '路', text: '修不修。' }))
  const asked = { ...terms, ...announcedBefore(START, given.quorum), ...given }
  const opened = book.write('secretary', voteOpened, asked, [thread.id])
  const vote = book.enter(opened) as Placed<VoteTerms>
  return { book, vote, thread }
}
export type Line = [Someone, number, PaperLine['way']?]
export const list = (...lines: Line[]) =>
  lines.map(([who, choice, way = 'paper' as const]) => ({ person: PEOPLE[who], choices: [choice], way }))
export const papered = (
  book: Book,
  vote: Placed,
  lines: PaperLine[],
  by: Someone = 'committee',
  witness: Someone = 'supervisor',
) => book.write(by, ballotsPapered, { witness: PEOPLE[witness], lines }, [vote.id])
export const witnessed = (
  book: Book,
  vote: Placed,
  paper: { id: string },
  by: Someone = 'supervisor',
  officer: Someone = 'committee',
) => book.write(by, ballotsWitnessed, { officer: PEOPLE[officer] }, [vote.id, paper.id])
export const cast = (book: Book, vote: Placed, who: Someone, choice: number) =>
  book.enter(book.write(who, ballotCast, { choices: [choice] }, [vote.id]))
/** A list that stands and is witnessed. */
export function fromRoom(book: Book, vote: Placed, ...lines: Line[]): Placed {
  const paper = book.enter(papered(book, vote, list(...lines)))
  book.enter(witnessed(book, vote, paper))
  return paper
}
export const settles = (book: Book, vote: Placed, who: Someone, slot: string, held: Placed, paper?: Placed) =>
  book.write(who, pairSettled, { slot }, [vote.id, held.id, ...(paper ? [paper.id] : [])])
export const of = (book: Book, vote: Placed<VoteTerms>): Parameters<typeof openBox> => [
  vote,
  book.placed,
  book.roster,
  book.ground('', Infinity).device,
]
export const count = (book: Book, vote: Placed<VoteTerms>) => countVote(...of(book, vote))
