import type { Shown, Standing } from '#rulebook/shown.ts'

/** In the book under a number; a thousand milliseconds each, unless a time is given. */
export const receipted = (i: number, at = i * 1000): Standing => ({ is: 'receipted', i, at })

/** A row about the debate "t", as readings see it; its author is named after it. */
export const rowOf = (
  id: string,
  kind: { number: number },
  standing: Standing,
  refs: string[],
  body: object,
  given: Partial<Shown> = {},
): Shown => ({
  ...{ id, kind: kind.number, subject: 't', author: `by ${id}`, device: 'd', seq: 1, at: 5000 },
  ...{ refs, body, standing, own: standing.is !== 'receipted' },
  ...given,
})
