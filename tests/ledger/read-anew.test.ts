import { expect, test } from 'vitest'
import { READER } from '#ledger/read-anew.ts'
import { SORTS } from '#rulebook/attachment.ts'
import { kinds } from '#rulebook/judge.ts'

test('an app that knows another kind reads anew what waited for it', () => {
  // A kind or a sort of attachment more, and READER goes up with this line: else phones that were updated late wait for a newer app for ever.
  expect([
    READER,
    kinds
      .map(({ number }) => number)
      .sort((a, b) => a - b)
      .join(' '),
    SORTS.length,
  ]).toEqual([
    5,
    '1 2 3 4 6 7 8 9 10 11 20 21 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60',
    6,
  ])
})
