import { endOfVillageDay, villageDay } from '#rulebook/village-time.ts'
import { numbersOf } from '#rulebook/outcome-reading.ts'
import { DECISION_MAX, type OutcomeBody } from '#rulebook/outcome.ts'
import { QUOTED_MAX } from '#rulebook/thread.ts'
import type { Count } from '#rulebook/count.ts'

const MOST_FEN = 1e13

/** The form as a draft keeps it: all text; money in yuan, the day as the browser's own field has it. */
export type OutcomeFields = Record<'decision' | 'responsible' | 'sum' | 'due' | 'quoted', string>
export const blankOutcome = (): OutcomeFields => ({
  ...{ decision: '', responsible: '', sum: '', due: '' },
  quoted: '',
})
/** The comments that it quotes. */
export const quotesIn = ({ quoted }: OutcomeFields): string[] => quoted.split(' ').filter(Boolean)

/** Yuan as people write them, in whole fen; undefined where that is no sum. */
export function fenIn(text: string): number | undefined {
  const found = /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(text.trim().replaceAll(/[,，\s元]/g, ''))
  if (!found) return undefined
  const fen = Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'))
  return fen <= MOST_FEN ? fen : undefined
}

/** The last moment of a day in the village; undefined where there is no such day. */
export function endOfDay(date: string): number | undefined {
  const begins = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00+08:00`) : NaN
  return Number.isNaN(begins) ? undefined : endOfVillageDay(villageDay(begins))
}

export type WrongOutcome = Partial<Record<'decision' | 'sum' | 'due' | 'quoted', true>>

/** What does not fit yet; the rulebook judges the same when it is signed (O2). */
export function wrongOutcome(fields: OutcomeFields, now: number): WrongOutcome {
  const { decision, sum, due } = fields
  const length = decision.trim().length
  const dueAt = endOfDay(due)
  return {
    ...((length < 1 || length > DECISION_MAX) && { decision: true }),
    ...(sum.trim() && fenIn(sum) === undefined && { sum: true }),
    ...(quotesIn(fields).length > QUOTED_MAX && { quoted: true }),
    ...(due && (dueAt === undefined || dueAt < now) && { due: true }),
  }
}

/** The outcome as it is signed; its numbers come from the count and from nowhere else. */
export const outcomeIn = (fields: OutcomeFields, count: Count): OutcomeBody => ({
  ...numbersOf(count),
  decision: fields.decision.trim(),
  responsible: fields.responsible || null,
  money: fields.sum.trim() ? (fenIn(fields.sum) ?? null) : null,
  dueAt: endOfDay(fields.due) ?? null,
})
