import { expect, test } from 'vitest'
import { entryCosigned } from '#rulebook/cosign.ts'
import type { Shown, Standing } from '#rulebook/shown.ts'
import { stepRecorded, type Step, type StepBody } from '#rulebook/step.ts'
import { readSteps } from '#rulebook/step-reading.ts'
import { receipted, rowOf } from '#support/rows.ts'
import { step } from '#support/texts.ts'

const DAY = 24 * 3600 * 1000
const NOW = Date.UTC(2026, 10, 24, 4)
const at = (i: number, time = NOW): Standing => receipted(i, time)
const recorded = (id: string, name: Step, standing: Standing, more: Partial<StepBody> = {}) =>
  rowOf(id, stepRecorded, standing, ['t'], step(name, NOW, more))
const sign = (id: string, of: string, standing: Standing) =>
  rowOf(id, entryCosigned, standing, ['t', of], {}, { author: id })
const failed = { count: { should: 7, did: 6, favour: 2, against: 4, abstain: 0 } }
const statesOf = (rows: Shown[]) => readSteps(rows, NOW).map(({ state }) => state)

test('the way begins with the branch; what follows a step that was held is next', () => {
  expect(statesOf([])).toEqual(['next', 'later', 'later', 'later', 'later', 'later'])
  const rows = [recorded('a', 'proposed', at(1)), recorded('b', 'consulted', at(2))]
  expect(statesOf(rows)).toEqual(['unsigned', 'unsigned', 'next', 'later', 'later', 'later'])
  const signed = [...rows, sign('何委员', 'a', at(3)), sign('李监督', 'b', at(4))]
  expect(statesOf(signed)).toEqual(['held', 'held', 'next', 'later', 'later', 'later'])
})

test('what nobody signed within thirty days was not held: the step is next again, and stays readable', () => {
  const old = recorded('a', 'proposed', at(1, NOW - 31 * DAY))
  const [first, second] = readSteps([old], NOW)
  expect([first!.state, first!.held, first!.before.map(({ id }) => id)]).toEqual(['next', undefined, ['a']])
  expect(second!.state).toBe('later')
})

test('a step that failed is held anew before it goes on; both stay readable', () => {
  const rows = [recorded('a', 'proposed', at(1)), recorded('b', 'consulted', at(2), failed)]
  expect(statesOf(rows).slice(0, 3)).toEqual(['unsigned', 'failed', 'later'])
  const again = readSteps([recorded('c', 'consulted', at(3)), ...rows], NOW)[1]!
  expect([again.state, again.held?.id, again.before.map(({ id }) => id)]).toEqual(['unsigned', 'c', ['b']])
})

test('what was refused is no step; what is on its way is', () => {
  const no: Standing = { is: 'refused', rule: 'P3', code: 'out-of-scope' }
  expect(statesOf([recorded('a', 'proposed', no)])[0]).toBe('next')
  expect(statesOf([recorded('a', 'proposed', { is: 'provisional', offered: false })])[0]).toBe('unsigned')
})

test('补录: three days may pass on the way from a valley without coverage, four are late', () => {
  const lateAfter = (days: number) =>
    readSteps([recorded('a', 'proposed', at(1, NOW + days * DAY))], NOW)[0]!.held!.isLate
  expect([lateAfter(0), lateAfter(3), lateAfter(4)]).toEqual([false, false, true])
})

test('it takes effect with a second signature, and all who signed are named once, in order', () => {
  const row = recorded('a', 'proposed', at(1))
  expect(readSteps([row], NOW)[0]!.held).toMatchObject({ effect: { is: 'pending' }, signers: [] })
  const rows = [row, sign('李监督', 'a', at(9)), sign('何委员', 'a', at(5)), sign('李监督', 'a', at(12))]
  expect(readSteps(rows, NOW)[0]!.held).toMatchObject({
    effect: { is: 'in-effect', by: '何委员' },
    signers: ['何委员', '李监督'],
  })
})
