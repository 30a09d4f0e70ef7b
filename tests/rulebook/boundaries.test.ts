import { describe, expect, it } from 'vitest'
import type { Count } from '#rulebook/count.ts'
import { APPROVE } from '#rulebook/vote.ts'
import { assembly } from '#support/assembly.ts'
import { ADULT, BODIES, held, SPEAKS, times } from '#support/bodies.ts'

/** Every rule of the law exactly at its boundary, through the count that phones and relay make. */
const { favour, against, abstain } = APPROVE

// How many of how many are just enough, by hand; what is exactly at the fraction is marked.
type Least = [of: number, least: number]
// 过半数: exactly half of 4, 6, 10 and 12 is 2, 3, 5 and 6.
const OVER_HALF: Least[] = [
  [3, 2],
  [4, 3],
  [5, 3],
  [6, 4],
  [7, 4],
  [9, 5],
  [10, 6],
  [12, 7],
]
// 三分之二以上: exactly two thirds of 3, 6, 9 and 12.
const TWO_THIRDS: Least[] = [
  [3, 2],
  [4, 3],
  [5, 4],
  [6, 4],
  [7, 5],
  [8, 6],
  [9, 6],
  [10, 7],
  [12, 8],
]
// 半数以上: exactly half of 4, 6, 10 and 12.
const HALF: Least[] = [
  [3, 2],
  [4, 2],
  [5, 3],
  [6, 3],
  [7, 4],
  [9, 5],
  [10, 5],
  [12, 6],
]

const QUORUMS: [string, Least[]][] = [
  ['va by adults', OVER_HALF],
  ['va by households, where people cast', TWO_THIRDS],
  ['va by households, where these cast', TWO_THIRDS],
  ['vra', TWO_THIRDS],
  ['vg by adults', TWO_THIRDS],
  ['vg by households, where people cast', TWO_THIRDS],
  ['vg by households, where these cast', TWO_THIRDS],
  ['ca', TWO_THIRDS],
  ['pm', HALF],
]
/** Where more than half of those there decide. */
const BY_THOSE_THERE = QUORUMS.map(([name]) => name).filter((name) => name !== 'ca' && name !== 'pm')

describe('abuse 24: exactly at the boundary of a quorum', () => {
  for (const [name, table] of QUORUMS)
    it.each(table)(`${name}: of %i it needs %i to be there, and one less is too few`, (n, least) => {
      const { way } = BODIES[name]!
      const boardOf = ({ alternatives }: Count) => alternatives.find(({ basis }) => basis === way)
      const there = (present: number) => held(name, n, times(present, favour))
      const tooFew = there(least - 1)
      expect(boardOf(tooFew)).toEqual({
        basis: way,
        present: least - 1,
        eligible: n,
        needed: least,
        missing: 1,
      })
      expect(tooFew).toMatchObject({ present: least - 1, quorate: false, carried: null, byHousehold: null })
      const enough = there(least)
      expect(boardOf(enough)).toMatchObject({ present: least, needed: least, missing: 0 })
      expect(enough.quorate).toBe(true)
      if (least < n) expect(boardOf(there(least + 1))).toMatchObject({ present: least + 1, missing: 0 })
    })

  it.each(QUORUMS.map(([name]) => name))('%s: who abstains is there', (name) => {
    expect(held(name, 9, times(9, abstain))).toMatchObject({
      quorate: true,
      carried: null,
      choices: [0, 0, 9],
    })
  })

  it.each(Object.keys(BODIES))('%s: of nobody nothing is decided', (name) => {
    expect(held(name, 0, [])).toMatchObject({ present: 0, quorate: name.startsWith('ask'), carried: null })
  })
})

describe('abuse 24: exactly at the boundary of a decision', () => {
  for (const name of BY_THOSE_THERE)
    it.each(OVER_HALF)(
      `${name}: of %i who are there %i carry, exactly half do not, abstentions are there`,
      (present, least) => {
        for (const not of [against, abstain]) {
          const voted = (inFavour: number) =>
            held(name, present, [...times(inFavour, favour), ...times(present - inFavour, not)])
          expect(voted(least - 1)).toMatchObject({ quorate: true, carried: null })
          expect(voted(least)).toMatchObject({ quorate: true, carried: favour })
        }
      },
    )

  it.each(BY_THOSE_THERE)('%s: one who comes and abstains takes the majority away', (name) => {
    const four = [...times(4, favour), ...times(3, against)]
    expect(held(name, 8, four).carried).toBe(favour)
    expect(held(name, 8, [...four, abstain]).carried).toBeNull()
  })

  it.each(TWO_THIRDS)('ca: of all %i members %i carry, however many are there', (n, least) => {
    expect(held('ca', n, [...times(least - 1, favour), ...times(n - least + 1, abstain)])).toMatchObject({
      quorate: true,
      carried: null,
    })
    expect(held('ca', n, [...times(least - 1, favour), against])).toMatchObject({
      present: least,
      quorate: true,
      carried: null,
    })
    expect(held('ca', n, times(least, favour))).toMatchObject({
      present: least,
      quorate: true,
      carried: favour,
    })
    expect(held('ca', n, [...times(least, favour), ...times(n - least, against)]).carried).toBe(favour)
  })

  it.each(OVER_HALF)('pm: of %i who should attend %i carry, however many are there', (n, least) => {
    expect(held('pm', n, times(least, favour))).toMatchObject({
      present: least,
      quorate: true,
      carried: favour,
    })
    expect(held('pm', n, [...times(least, favour), ...times(n - least, against)]).carried).toBe(favour)
    expect(held('pm', n, [...times(least - 1, favour), ...times(n - least + 1, abstain)])).toMatchObject({
      quorate: true,
      carried: null,
    })
  })

  it.each([4, 6, 10, 12])('pm: half of %i are enough to meet, and all of these decide nothing', (n) => {
    expect(held('pm', n, times(n / 2, favour))).toMatchObject({ quorate: true, carried: null })
  })

  it.each(['ask of adults', 'ask of households'])(
    '%s: whatever is said decides nothing, and nobody is missing',
    (name) => {
      for (const cast of [[], [favour], times(5, favour), [...times(8, favour), abstain], times(9, favour)])
        expect(held(name, 9, cast)).toMatchObject({
          present: cast.length,
          eligible: 9,
          alternatives: [],
          quorate: true,
          carried: null,
        })
    },
  )
})

describe('where both ways of the law are open', () => {
  const home = { group: 1, people: [SPEAKS, ADULT] }
  it('va: with more than half of the adults these are counted, with exactly half the households that are there', () => {
    const { residents, open } = assembly(times(6, home))
    const [speaking, quiet] = [
      residents.filter(({ speaks }) => speaks),
      residents.filter(({ speaks }) => !speaks),
    ]
    const vote = open({ quorum: 'va', basis: 'adult' })
    for (const one of speaking.slice(0, 4)) vote.cast(one, favour)
    for (const one of quiet.slice(0, 2)) vote.cast(one, against)
    // 6 of 12 adults, 4 of 6 households.
    expect(vote.count()).toMatchObject({
      quorate: true,
      carried: favour,
      byHousehold: { choices: [4, 0, 0], present: 4, eligible: 6 },
    })
    for (const one of quiet.slice(2, 4)) vote.cast(one, against)
    expect(vote.count()).toMatchObject({
      present: 8,
      quorate: true,
      carried: null,
      byHousehold: null,
      choices: [4, 4, 0],
    })
  })
})
