import type { Hex8 } from '#entry/format.ts'
import { effectOf, type Effect } from './cosign-reading.ts'
import { entryCosigned } from './cosign.ts'
import { inOrder, ofKind, stands, timeOf, type Shown } from './shown.ts'
import { passes, stepRecorded, STEPS, type Step, type StepBody } from './step.ts'
import { villageDay } from './village-time.ts'

/** So many days a record may be on its way from a valley without coverage; one that comes later is 补录. */
export const RECORDED_WITHIN_DAYS = 3

/** A step as it was recorded. */
export interface Held extends Shown<StepBody> {
  recordedAt: number
  isPassed: boolean
  /** 补录: recorded days after it was held. */
  isLate: boolean
  effect: Effect
  /** Who signed it besides its author, in order. */
  signers: Hex8[]
}

/** One step of the way: held, failed (it must be held again), next, or not to be held yet. */
export interface StepRead {
  step: Step
  state: 'held' | 'failed' | 'next' | 'later'
  held: Held | undefined
  /** Recorded before in its place, the newest first. */
  before: Held[]
}

/** How far a matter is on its way; `now`: the village's time (ms). A step recorded anew stands for the one before. */
export function readSteps(rows: readonly Shown[], now: number | undefined): StepRead[] {
  const recorded = inOrder(ofKind(rows, stepRecorded).filter(stands)).reverse()
  let isOpen = true
  return STEPS.map((step): StepRead => {
    const [held, ...before] = recorded
      .filter(({ body }) => body.step === step)
      .map((row) => heldAs(row, rows, now))
    const state = held ? (held.isPassed ? 'held' : 'failed') : isOpen ? 'next' : 'later'
    isOpen = state === 'held'
    return { step, state, held, before }
  })
}

function heldAs(row: Shown<StepBody>, rows: readonly Shown[], now: number | undefined): Held {
  const signs = ofKind(rows, entryCosigned).filter((one) => one.refs[1] === row.id && stands(one))
  return {
    ...row,
    recordedAt: timeOf(row),
    isPassed: passes(row.body),
    isLate: villageDay(timeOf(row)) - row.body.day > RECORDED_WITHIN_DAYS,
    effect: effectOf(row, rows, now),
    signers: [...new Set(inOrder(signs).flatMap(({ author }) => author ?? []))],
  }
}
