import { expect, test } from 'vitest'
import { groupIn, readLines } from '../../src/rooms/roster/pages/office/import-lines.ts'

const home = {
  household: 'h1',
  label: '陶德福家',
  group: 1,
  people: [{ person: 'p1', name: '陶德福', household: 'h1', voter: true, member: true, away: false }],
}
const ids = () => {
  let n = 0
  return () => `new${++n}`
}

test('groups are read as people write them', () => {
  expect(['3', '3组', '三组', '第三组', '第三村民小组', '十组'].map(groupIn)).toEqual([3, 3, 3, 3, 3, 10])
  expect(['', '几', '0', '100', '三组东'].map(groupIn)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('a household is made once, and one in the book is used again', () => {
  const read = readLines('陶德福,陶小军,1,是\n何甲,何甲,三组,是\n何甲,何乙,3,否', [home], ids())
  expect(read.households).toEqual([{ household: 'new2', label: '何甲家', group: 3 }])
  expect(read.people.map(({ name, household, voter }) => [name, household, voter])).toEqual([
    ['陶小军', 'h1', true],
    ['何甲', 'new2', true],
    ['何乙', 'new2', false],
  ])
})

test('who stands in the book already is left alone, and so is a line pasted twice', () => {
  const read = readLines('陶德福,陶德福,1,是\n陶德福,陶小军,1,是\n陶德福,陶小军,1,是', [home], ids())
  expect(read.people.map(({ name }) => name)).toEqual(['陶小军'])
  expect(read.known).toEqual(['陶德福', '陶小军'])
})

test('a line that cannot be read says why, and the others still count', () => {
  const read = readLines('只有一项\n何甲,何乙,几,是\n何甲,何乙,3,也许\n\n何甲,何乙,3,是', [], ids())
  expect(read.bad.map(({ line, why }) => [line, why])).toEqual([
    [1, 'fields'],
    [2, 'group'],
    [3, 'grown-up'],
  ])
  expect(read.people).toHaveLength(1)
})

test('commas of both kinds and the tabs of a sheet do', () => {
  const read = readLines('何甲，何乙，3，是\n何甲\t何丙\t3\t未成年', [], ids())
  expect(read.people.map(({ name, voter }) => [name, voter])).toEqual([
    ['何乙', true],
    ['何丙', false],
  ])
})

test('at most 100 lines at a time; the rest is counted, not dropped in silence', () => {
  const lines = Array.from({ length: 103 }, (_, n) => `何甲,何${n},3,是`).join('\n')
  const read = readLines(lines, [], ids())
  expect([read.people.length, read.tooMany]).toEqual([100, 3])
})
