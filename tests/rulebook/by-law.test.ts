import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Basis } from '#rulebook/quorum.ts'
import { APPROVE } from '#rulebook/vote.ts'
import { assembly, type Resident } from '#support/assembly.ts'
import { BODIES, type Body } from '#support/bodies.ts'

const { favour } = APPROVE

/** The law once more, in fractions that do not round; nothing of it is the product's. */
const isOver = (n: number, of: number) => 2n * BigInt(n) > BigInt(of)
const isTwoThirds = (n: number, of: number) => of > 0 && 3n * BigInt(n) >= 2n * BigInt(of)
const isHalf = (n: number, of: number) => of > 0 && 2n * BigInt(n) >= BigInt(of)
type Said = readonly [Resident, number]

function byLaw(
  { quorum, basis, group }: Pick<Body, 'quorum' | 'basis' | 'group'>,
  all: Resident[],
  said: Said[],
  homes: number,
) {
  const isHere = (one: Resident) => group === null || one.group === group
  const roll = all.filter((one) => isHere(one) && CAST[basis](one)).length
  const speaking = said.filter(([one]) => one.speaks)
  const favourOf = (some: readonly Said[]) => some.filter(([, choice]) => choice === favour).length
  const [n, yes] = [said.length, favourOf(said)]
  const byHomes = isTwoThirds(speaking.length, homes)
  const overHomes = isOver(favourOf(speaking), speaking.length)
  if (quorum === 'ask') return { quorate: true, carries: false }
  if (quorum === 'vra')
    return { quorate: isTwoThirds(n, roll), carries: isTwoThirds(n, roll) && isOver(yes, n) }
  if (quorum === 'ca')
    return { quorate: isTwoThirds(n, roll), carries: isTwoThirds(n, roll) && isTwoThirds(yes, roll) }
  if (quorum === 'pm') return { quorate: isHalf(n, roll), carries: isHalf(n, roll) && isOver(yes, roll) }
  if (basis === 'household') return { quorate: byHomes, carries: byHomes && overHomes }
  const byAdults = quorum === 'va' ? isOver(n, roll) : isTwoThirds(n, roll)
  return { quorate: byAdults || byHomes, carries: byAdults ? isOver(yes, n) : byHomes && overHomes }
}
/** Who may cast under a basis. */
const CAST: Record<Basis, (one: Resident) => boolean> = {
  adult: ({ voter }) => voter,
  household: ({ speaks }) => speaks,
  representative: ({ chosen }) => chosen,
  member: ({ member }) => member,
  partyVoting: ({ party }) => party,
}

describe('any village, any ballots', () => {
  const person = fc.record({
    voter: fc.boolean(),
    member: fc.boolean(),
    chosen: fc.boolean(),
    party: fc.boolean(),
  })
  const home = fc.record({
    group: fc.integer({ min: 1, max: 2 }),
    people: fc.array(person, { minLength: 1, maxLength: 4 }),
    hasVoice: fc.boolean(),
  })
  const asked = fc.constantFrom(
    ...Object.values(BODIES).map(({ quorum, basis, group }) => ({ quorum, basis, group })),
  )
  const village = fc.array(home, { minLength: 1, maxLength: 7 })

  it('are counted as the law says', () => {
    const seen = { carried: 0, lost: 0, short: 0 }
    fc.assert(
      fc.property(
        village,
        asked,
        fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 28, maxLength: 28 }),
        (plan, terms, said) => {
          const homes = plan.map(({ group, people, hasVoice }) => {
            const voice = hasVoice ? people.findIndex(({ voter }) => voter) : -1
            return { group, people: people.map((one, n) => ({ ...one, speaks: n === voice })) }
          })
          const { residents, open } = assembly(homes)
          const vote = open(terms)
          const isOf = (one: Resident) =>
            CAST[terms.basis](one) && (terms.group === null || one.group === terms.group)
          const ballots = residents
            .map((one, n): Said => [one, said[n]!])
            .filter(([one, choice]) => choice >= 0 && isOf(one))
          for (const [one, choice] of ballots) vote.cast(one, choice)
          const households = homes.filter(({ group }) => terms.group === null || group === terms.group).length
          const { quorate, carries } = byLaw(terms, residents, ballots, households)
          expect(vote.count()).toMatchObject({
            present: ballots.length,
            quorate,
            carried: carries ? favour : null,
          })
          seen[carries ? 'carried' : quorate ? 'lost' : 'short']++
        },
      ),
      { seed: 20261201, numRuns: 300 },
    )
    // Draws in which nothing is ever decided would prove nothing.
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(20)
  })
})
