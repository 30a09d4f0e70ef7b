import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StoredPlace } from '#server/log.ts'
import { deed, happen, type History } from './history.ts'
import { reader } from './reader.ts'

const SEED = 20261124
const BATCHES = 40
const RUNS_A_BATCH = 250

/** Volumes run against each other as `turns` says; each volume's own lines keep their order, some come twice. */
function interleaved(lines: readonly StoredPlace[], turns: readonly number[]): StoredPlace[] {
  const queues = new Map<string, StoredPlace[]>()
  for (const line of lines) queues.set(line.volume, [...(queues.get(line.volume) ?? []), line])
  const order: StoredPlace[] = []
  let turn = 0
  while (queues.size) {
    const n = turns[turn++ % turns.length]!
    const name = [...queues.keys()][n % queues.size]!
    const queue = queues.get(name)!
    const chunk = queue.splice(0, 1 + (n % 5))
    order.push(...chunk, ...(n % 3 ? [] : chunk))
    if (!queue.length) queues.delete(name)
  }
  return order
}

function read(history: History, turns: readonly number[]) {
  const phone = reader(history)
  for (const place of interleaved(history.lines, turns)) {
    phone.hear(place)
    if (turns.length % 2) phone.settleWaiting()
  }
  phone.settleWaiting()
  return phone
}
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
