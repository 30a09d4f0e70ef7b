// Ballots cast for others, for the pure village of tests/support/book.ts.
import type { Placed } from '#rulebook/kinds.ts'
import { mandateGiven, mandateWitnessed } from '#rulebook/mandate.ts'
import { ballotCast } from '#rulebook/vote.ts'
import { opened, PEOPLE, phoneOf, type Book, type Someone } from './book.ts'
import { picture } from './texts.ts'

export const body = (giver: Someone, proxy: Someone, witness: Someone | null = null) => ({
  giver: PEOPLE[giver],
  proxy: PEOPLE[proxy],
  witness: witness && PEOPLE[witness],
  attachments: witness ? [picture()] : [],
})
/** From the giver's own phone. */
export const gives = (book: Book, vote: Placed, giver: Someone, proxy: Someone) =>
  book.write(giver, mandateGiven, body(giver, proxy), [vote.id])
/** Written down by who is entrusted, with what the giver signed. */
export const writesDown = (
  book: Book,
  vote: Placed,
  giver: Someone,
  proxy: Someone,
  witness: Someone = 'supervisor',
) => book.write(proxy, mandateGiven, body(giver, proxy, witness), [vote.id])
export const witnesses = (book: Book, vote: Placed, mandate: Placed, by: Someone = 'supervisor') => {
  const { giver, proxy } = mandate.body as ReturnType<typeof body>
  return book.write(by, mandateWitnessed, { giver, proxy }, [vote.id, mandate.id])
}
export const casts = (
  book: Book,
  vote: Placed,
  proxy: Someone,
  giver: Someone,
  mandate: Placed,
  choice: number,
) =>
  opened(
    ballotCast,
    { choices: [choice] },
    { device: phoneOf(proxy), refs: [vote.id, mandate.id], at: book.now, onBehalfOf: PEOPLE[giver] },
  )
export const entrusted = (book: Book, vote: Placed, giver: Someone, proxy: Someone, choice: number) => {
  const mandate = book.enter(gives(book, vote, giver, proxy))
  return book.enter(casts(book, vote, proxy, giver, mandate, choice))
}
