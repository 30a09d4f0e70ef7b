import { expect, test } from 'vitest'
import { entryCosigned } from '#rulebook/cosign.ts'
import { outcomePublished } from '#rulebook/outcome.ts'
import type { Shown } from '#rulebook/shown.ts'
import { threadLocked, threadOpened, threadUnlocked } from '#rulebook/thread.ts'
import { readThread, stateOf, type ThreadState } from '#rulebook/thread-reading.ts'
import { voteOpened } from '#rulebook/vote.ts'
import { receipted as at, rowOf } from '#support/rows.ts'
import { vote } from '#support/texts.ts'

const matter = rowOf('t', threadOpened, at(1), [], { title: '路', text: '修不修', matter: 'works' })
/** Closes and is collected by then (ms). */
const put = (id: string, i: number, closesAt: number) =>
  rowOf(id, voteOpened, at(i), ['t'], { ...vote(0), opensAt: null, closesAt, collectMs: 1000 })
const outcome = (id: string, i: number, of: string) => rowOf(id, outcomePublished, at(i), ['t', of], {})
const cosign = (i: number, of: string) => rowOf(`s${i}`, entryCosigned, at(i), ['t', of], {})
const turn = (kind: typeof threadLocked, i: number) => rowOf(`c${i}`, kind, at(i), ['t'], { reason: '好了' })

const stateAt = (now: number | undefined, ...rows: Shown[]): ThreadState =>
  stateOf(readThread([matter, ...rows], now)!, now)

test('a matter is talked of, voted on, concluded by an outcome that is cosigned, and talked of again', () => {
  const first = put('v', 2, 5000)
  expect(stateAt(3000)).toBe('open')
  expect(stateAt(3000, first)).toBe('voting')
  // Ballots cast in time still arrive.
  expect(stateAt(6000, first)).toBe('voting')
  expect(stateAt(6001, first)).toBe('open')
  const published = [first, outcome('o', 7, 'v')]
  expect(stateAt(8000, ...published)).toBe('open')
  expect(stateAt(9000, ...published, cosign(8, 'o'))).toBe('concluded')
  // Called anew, it is voted on once more, and what was concluded before is no conclusion of that.
  const anew = [...published, cosign(8, 'o'), put('w', 10, 20_000)]
  expect([stateAt(11_000, ...anew), stateAt(30_000, ...anew)]).toEqual(['voting', 'open'])
  expect(stateAt(40_000, ...anew, outcome('p', 31, 'w'), cosign(32, 'p'))).toBe('concluded')
})

test('a phone that does not know the time takes a vote without an outcome for one that may still run', () => {
  const first = put('v', 2, 5000)
  expect(stateAt(undefined, first)).toBe('voting')
  expect(stateAt(undefined, first, outcome('o', 7, 'v'), cosign(8, 'o'))).toBe('concluded')
})

test('a closed matter says so whatever else it is; opened again, it is what it was', () => {
  const rows = [put('v', 2, 5000), outcome('o', 7, 'v'), cosign(8, 'o'), turn(threadLocked, 9)]
  expect(stateAt(10_000, ...rows)).toBe('locked')
  expect(stateAt(11_000, ...rows, turn(threadUnlocked, 10))).toBe('concluded')
})

test('a vote that was refused, or only stands on this phone, is none', () => {
  const refused = { ...put('v', 2, 5000), standing: { is: 'refused', rule: 'V1', code: 'no-role' } } as Shown
  const here = { ...put('w', 3, 5000), standing: { is: 'provisional', offered: false } } as Shown
  expect(stateAt(3000, refused, here)).toBe('open')
})
