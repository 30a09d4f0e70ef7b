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

/**
 * One step of the way: held; recorded, and to be signed by a second person; failed (it must be held again); next; or not
 * to be held yet.
 */
export interface StepRead {
  step: Step
  state: 'held' | 'unsigned' | 'failed' | 'next' | 'later'
  held: Held | undefined
  /** Recorded before in its place, the newest first. */
  before: Held[]
}

/**
 * How far a matter is on its way; `now`: the village's time (ms). A step recorded anew stands for the one before; what
 * nobody signed in time is none.
 */
export function readSteps(rows: readonly Shown[], now: number | undefined): StepRead[] {
  const recorded = inOrder(ofKind(rows, stepRecorded).filter(stands)).reverse()
  let isOpen = true
  return STEPS.map((step): StepRead => {
    const all = recorded.filter(({ body }) => body.step === step).map((row) => heldAs(row, rows, now))
    const held = all.find(({ effect }) => effect.is !== 'lapsed')
    const signed = held?.effect.is === 'in-effect' ? 'held' : 'unsigned'
    const state = held ? (held.isPassed ? signed : 'failed') : isOpen ? 'next' : 'later'
    isOpen = state === 'held' || state === 'unsigned'
    return { step, state, held, before: all.filter((one) => one !== held) }
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
