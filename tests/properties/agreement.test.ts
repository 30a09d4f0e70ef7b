import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deed, happen } from './history.ts'
import { read, type reader } from './reader.ts'

const SEED = 20261124
const BATCHES = 40
const RUNS_A_BATCH = 250

const standings = ({ bench }: ReturnType<typeof reader>) =>
  [...bench.rows.values()].map((row) => [row.id, row.standing.is, row.order]).sort()

describe('abuse 30: relay and phone judge alike', () => {
  let told = 0
  it.each(Array.from({ length: BATCHES }, (_, n) => n))(
    `in ${RUNS_A_BATCH} random histories, whatever the order, chunks and repetition (batch %i)`,
    async (batch) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(deed, { minLength: 5, maxLength: 25 }),
          fc.array(fc.nat(100), { minLength: 3, maxLength: 12 }),
          fc.array(fc.nat(100), { minLength: 3, maxLength: 12 }),
          async (deeds, turns, others) => {
            const history = await happen(deeds)
            const phone = read(history, turns)
            // What the relay placed stands on the phone, and nothing else does.
            expect(standings(phone).filter(([, is]) => is !== 'receipted')).toEqual([])
            expect(phone.bench.rows.size).toBe(history.opened.size)
            // A second phone that heard it all otherwise has the same book.
            expect(standings(read(history, others))).toEqual(standings(phone))
            // What the relay refused at the end of the book, the phone refuses by the same rule.
            const end = history.book.last().i
            for (const { entry, at, after } of history.refused) {
              if (after !== end) continue
              const { verdict } = history.book.judge(entry, at)
              expect(phone.verdict(entry, after, at)).toMatchObject(verdict)
              told += 1
            }
          },
        ),
        { seed: SEED + batch, numRuns: RUNS_A_BATCH },
      )
    },
    60_000,
  )

  it('the histories were not empty of refusals', () => {
    expect(told).toBeGreaterThan(BATCHES * RUNS_A_BATCH)
  })
})
