import type { OutcomeRead } from '#rulebook/outcome-reading.ts'
import {
  decidersOf,
  isMeeting,
  STEP_TEXT_MAX,
  type Decider,
  type Step,
  type StepBody,
} from '#rulebook/step.ts'
import type { Matter } from '#rulebook/thread.ts'
import { endOfVillageDay, villageDay } from '#rulebook/village-time.ts'
import type { ThreadRead } from '#rulebook/thread-reading.ts'
import { picturesIn } from '../draft-pictures.ts'
import { endOfDay } from './outcome-form.ts'

const FIGURES = ['should', 'did', 'favour', 'against', 'abstain'] as const
type Figure = (typeof FIGURES)[number]

/** The form as a draft keeps it: all text; the day as the browser's own field has it. */
export type StepFields = Record<Figure | 'day' | 'host' | 'decider' | 'text' | 'pictures', string>

/** A day of the village as the browser's own field has it. */
export const dayField = (day: number): string =>
  new Date(endOfVillageDay(day) - 12 * 3600 * 1000).toISOString().slice(0, 10)

const dayOf = (field: string): number | undefined => {
  const end = endOfDay(field)
  return end === undefined ? undefined : villageDay(end)
}
const figureIn = (text: string): number | undefined =>
  /^\d{1,6}$/.test(text.trim()) && Number(text) <= 100_000 ? Number(text) : undefined

/** What a vote by phone already says of the step that decides: its outcome in effect, where it was one of these. */
export function decidedByPhone({
  votes,
  outcomes,
  body,
}: ThreadRead): { decider: Decider; figures: Record<Figure, string>; at: number } | undefined {
  const deciders: readonly string[] = decidersOf(body.matter)
  const found = votes.flatMap((vote) => {
    const outcome = outcomes.find((one): one is OutcomeRead => one.vote === vote.id && isDecision(one))
    const isByHousehold = vote.body.basis === 'household' || !!outcome?.body.byHousehold
    const decider = vote.body.quorum === 'va' && isByHousehold ? 'va-households' : vote.body.quorum
    const fits = vote.body.sort === 'approve' && deciders.includes(decider)
    return outcome && fits ? [{ vote, outcome, decider: decider as Decider }] : []
  })
  const last = found[found.length - 1]
  if (!last) return undefined
  const { choices, present, eligible } = last.outcome.body.byHousehold ?? last.outcome.body
  const [favour = 0, against = 0, abstain = 0] = choices
  const figures = { should: eligible, did: present, favour, against, abstain }
  return {
    decider: last.decider,
    figures: Object.fromEntries(FIGURES.map((name) => [name, String(figures[name])])) as Record<
      Figure,
      string
    >,
    at: last.vote.body.closesAt,
  }
}
const isDecision = ({ effect, body }: OutcomeRead): boolean =>
  effect.is === 'in-effect' && body.carried !== null

/** The form as it begins. */
export const blankStep = (
  step: Step,
  matter: Matter | null | undefined,
  byPhone: ReturnType<typeof decidedByPhone>,
  today: number,
): StepFields => ({
  ...{ should: '', did: '', favour: '', against: '', abstain: '', host: '', text: '', pictures: '' },
  day: dayField(today),
  decider: step === 'decided' ? decidersOf(matter)[decidersOf(matter).length - 1]! : '',
  ...(step === 'decided' && byPhone
    ? { ...byPhone.figures, decider: byPhone.decider, day: dayField(villageDay(byPhone.at)) }
    : {}),
})

export type WrongStep = Partial<Record<Figure | 'day' | 'text', true>> & { votes?: true; came?: true }

/** What does not fit yet; the rulebook judges the same when it is signed (P2, P3). `since`: the day of the step before. */
export function wrongStep(step: Step, fields: StepFields, since: number, today: number): WrongStep {
  const [length, day] = [fields.text.trim().length, dayOf(fields.day)]
  const figures = FIGURES.map((name) => [name, figureIn(fields[name])] as const)
  const unread = isMeeting(step) ? figures.filter(([, figure]) => figure === undefined) : []
  const [should = 0, did = 0, favour = 0, against = 0, abstain = 0] = figures.map(([, figure]) => figure)
  const isRead = isMeeting(step) && unread.length === 0
  return {
    ...((length < 1 || length > STEP_TEXT_MAX) && { text: true }),
    ...((day === undefined || day < since || day > today) && { day: true }),
    ...(Object.fromEntries(unread.map(([name]) => [name, true])) as WrongStep),
    ...(isRead && (should === 0 || did > should) && { came: true }),
    ...(isRead && favour + against + abstain > did && { votes: true }),
  }
}

/** The step as it is signed. */
export function stepIn(step: Step, fields: StepFields): StepBody {
  const figures = Object.fromEntries(FIGURES.map((name) => [name, figureIn(fields[name]) ?? 0]))
  return {
    step,
    day: dayOf(fields.day) ?? 0,
    host: fields.host || null,
    decider: step === 'decided' ? (fields.decider as Decider) : null,
    count: isMeeting(step) ? (figures as Record<Figure, number>) : null,
    text: fields.text.trim(),
    attachments: picturesIn(fields.pictures),
  }
}
