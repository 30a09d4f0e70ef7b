import type { Hex8, Id } from '#entry/format.ts'
import { ballotsOf, topicOf } from '#rulebook/volumes.ts'
import { ballotCast, voteOpened } from '#rulebook/vote.ts'
import { randomFrom } from '#support/random.ts'
import { vote } from '#support/texts.ts'
import type { Written } from './fill.ts'
import { write, type Pen } from './pen.ts'
import type { HandIn } from './people.ts'

const DAY = 24 * 3600 * 1000
const BATCH = 250

/** Votes of exactly so many ballots, all in one debate; who has few neighbours with a phone changes his mind often. */
export async function fillVotes(
  o: { village: Hex8; pens: Pen[]; clock: { now: number }; handIn: HandIn },
  thread: Id,
  counts: readonly number[],
): Promise<{ said: Written[]; votes: Record<number, Id> }> {
  const random = randomFrom(7)
  // As people are registered, every fourth is a child.
  const voters = o.pens.filter((_, n) => n % 4 !== 3)
  const said: Written[] = []
  const votes: Record<number, Id> = {}
  for (const count of counts) {
    const { village, clock } = o
    const terms = vote(clock.now, {
      question: `路要不要加宽（${count} 票）`,
      closesAt: clock.now + 5 * DAY,
      collectMs: 0,
      hidden: false,
    })
    const opening = await write(o.pens[0]!, { village, at: clock.now }, voteOpened, terms, [thread])
    await o.handIn([opening.bytes])
    said.push({ bytes: opening.bytes, volume: topicOf(thread), visit: 0 })
    for (let cast = 0; cast < count; cast += BATCH) {
      const batch: Written[] = []
      for (let n = cast; n < Math.min(cast + BATCH, count); n++) {
        const choices = [Math.floor(random() * 3)]
        const pen = voters[n % voters.length]!
        const { bytes } = await write(pen, { village, at: clock.now }, ballotCast, { choices }, [opening.id])
        batch.push({ bytes, volume: ballotsOf(opening.id), visit: 0 })
      }
      await o.handIn(batch.map(({ bytes }) => bytes))
      said.push(...batch)
    }
    // Closed and counted.
    clock.now += 5 * DAY
    votes[count] = opening.id
  }
  return { said, votes }
}
