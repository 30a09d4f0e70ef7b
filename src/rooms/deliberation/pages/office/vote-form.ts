import { endOfVillageDay, villageDay } from '#rulebook/village-time.ts'
import { gathers, TARGET_MAX } from '#rulebook/gathering.ts'
import { BASES, quorum, QUORUM_IDS, type Basis, type QuorumId } from '#rulebook/quorum.ts'
import {
  BALLOT_SORTS,
  DEFAULT_WINDOW_HOURS,
  isHeardOf,
  LONGEST_VOTE_DAYS,
  REASONS,
  WHY_MAX,
  type VoteTerms,
} from '#rulebook/vote.ts'
import { endOfDay } from './outcome-form.ts'
import { dayField } from './step-form.ts'

const HOUR = 3600 * 1000
export const CLOSE_DAYS = [3, 7, 14, 30] as const
export const WINDOW_HOURS = [0, 24, DEFAULT_WINDOW_HOURS, 168] as const

/** The form as a draft keeps it: all text; options one a line. */
export type VoteFields = Record<
  | 'question'
  | 'sort'
  | 'options'
  | 'min'
  | 'max'
  | 'quorum'
  | 'basis'
  | 'group'
  | 'days'
  | 'window'
  | 'hidden'
  | 'reasons'
  | 'target'
  | 'unit'
  | 'times'
  | 'opens'
  | 'announced'
  | 'why',
  string
>

export const blank = (): VoteFields => ({
  question: '',
  sort: 'approve',
  options: '',
  min: '1',
  max: '2',
  quorum: 'ask',
  basis: 'adult',
  group: '',
  days: '7',
  window: String(DEFAULT_WINDOW_HOURS),
  hidden: '1',
  reasons: '',
  target: '',
  unit: '',
  times: '',
  opens: '',
  announced: '',
  why: '',
})

/** For how long a vote is open, of what the form offers. */
function daysOf({ opensAt, closesAt }: VoteTerms, openedAt: number): number {
  const days = villageDay(closesAt) - villageDay(opensAt ?? openedAt)
  const off = (n: number) => Math.abs(n - days)
  return CLOSE_DAYS.reduce((best, n) => (off(n) < off(best) ? n : best))
}

/** The form filled with a vote's terms: to send a refused one anew, to open another like it, to put an opinion to a meeting. */
export const filled = (terms: VoteTerms, openedAt: number): VoteFields => ({
  ...blank(),
  question: terms.question,
  sort: terms.sort,
  options: terms.options.join('\n'),
  min: String(terms.min),
  max: String(terms.max),
  quorum: terms.quorum,
  basis: terms.basis,
  group: terms.group === null ? '' : String(terms.group),
  days: String(daysOf(terms, openedAt)),
  window: String(terms.collectMs / HOUR),
  hidden: terms.hidden ? '1' : '',
  reasons: terms.reasons ?? '',
  target: String(terms.target ?? ''),
  unit: terms.unit ?? '',
  times: (terms.times ?? []).map(localTime).join('\n'),
  opens: terms.opensAt ? localTime(terms.opensAt) : '',
  announced: terms.announced ? dayField(terms.announced) : '',
  why: terms.why ?? '',
})

const one = <W extends string>(list: readonly W[], value: string, otherwise: W): W =>
  list.find((item) => item === value) ?? otherwise

/** At the end of the village's day, so that "7 days" means seven whole ones. */
export const closesAt = (days: number, now: number): number => endOfVillageDay(villageDay(now) + days)

const VILLAGE = '+08:00'
/** A time (ms) as the browser's own field has it, in the village's time. */
export const localTime = (at: number): string => new Date(at + 8 * HOUR).toISOString().slice(0, 16)
/** The time of such a field; NaN where it has none. */
const timeIn = (field: string): number => Date.parse(`${field}:00${VILLAGE}`)

/** When the vote opens; null where it says nothing of that. */
export const opensIn = ({ opens }: VoteFields): number | null => (opens ? timeIn(opens) : null)

/** The village's day since which the meeting is announced on paper; NaN where that is no day. */
const announcedIn = ({ announced }: VoteFields): number | null =>
  announced ? villageDay(endOfDay(announced) ?? NaN) : null

/** The times of the form, the earliest first; one that is no time is NaN. */
export const timesIn = ({ times }: VoteFields): number[] =>
  times
    .split('\n')
    .filter(Boolean)
    .map(timeIn)
    .sort((a, b) => a - b)

export const optionsIn = (fields: VoteFields): string[] =>
  fields.options
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** The rule that counts: who signs up or finds a time is only asked (V8). */
const ruleIn = (fields: VoteFields): QuorumId => {
  const isAsked = gathers(one(BALLOT_SORTS, fields.sort, 'approve'))
  return isAsked ? 'ask' : one(QUORUM_IDS, fields.quorum, 'ask')
}

/** The basis that counts: the chosen one where the rule allows it, otherwise the rule's own first. */
export const basisIn = (fields: VoteFields): Basis => {
  const { bases } = quorum(ruleIn(fields))
  return one(bases, fields.basis, bases[0] ?? BASES[0])
}

export function termsIn(fields: VoteFields, now: number): VoteTerms {
  const sort = one(BALLOT_SORTS, fields.sort, 'approve')
  const [several, isSignUp] = [sort === 'multiple', sort === 'signup']
  const rule = ruleIn(fields)
  // A sign-up list is open while it runs (V8).
  const hidden = fields.hidden === '1' && !isSignUp
  const opensAt = opensIn(fields)
  return {
    question: fields.question.trim(),
    sort,
    options: several || sort === 'single' ? optionsIn(fields) : [],
    min: several ? Number(fields.min) : 1,
    max: several ? Number(fields.max) : 1,
    quorum: rule,
    basis: basisIn(fields),
    group: groupIn(fields, rule),
    closesAt: closesAt(Number(fields.days), opensAt || now),
    // Live results leave no collecting window (V2): who comes late would already know them.
    collectMs: hidden ? Number(fields.window) * HOUR : 0,
    hidden,
    reasons: reasonsIn(fields, sort),
    target: isSignUp ? Number(fields.target) : null,
    unit: (isSignUp && fields.unit.trim()) || null,
    times: sort === 'times' ? timesIn(fields) : null,
    opensAt,
    why: fields.why.trim() || null,
    announced: quorum(rule).noticeDays ? announcedIn(fields) : null,
  }
}

/** An opinion may be asked of the whole village; a group's meeting is of a group. */
function groupIn({ group }: VoteFields, rule: QuorumId): number | null {
  const { ofGroup } = quorum(rule)
  return ofGroup === 'must' || (ofGroup === 'may' && group) ? Number(group) : null
}

/** "Against" is a choice of an approval alone. */
export const reasonsFor = (sort: VoteTerms['sort']) =>
  REASONS.filter((one) => one !== 'against' || sort === 'approve')

const reasonsIn = ({ reasons }: VoteFields, sort: VoteTerms['sort']) =>
  reasonsFor(sort).find((one) => one === reasons) ?? null

export type Wrong = Partial<
  Record<
    'question' | 'options' | 'range' | 'group' | 'target' | 'unit' | 'times' | 'opens' | 'announced' | 'why',
    true
  >
>

/**
 * What does not fit yet at this time (ms); the rulebook judges the same when it is signed (V2, V8, V12). `isNewer`:
 * whether the rulebook in force asks for notice of a meeting. `isFurther`: whether the matter was voted on before.
 */
export function wrongIn(fields: VoteFields, now: number, isNewer = true, isFurther = false): Wrong {
  const terms = termsIn(fields, now)
  const { question, sort, options, min, max, group } = terms
  const hasOptions = sort === 'single' || sort === 'multiple'
  const few = options.length < 2 || options.length > 12
  const odd = new Set(options).size !== options.length || options.some((option) => option.length > 60)
  const isBadList = hasOptions && (few || odd)
  const whole = Number.isInteger(min) && Number.isInteger(max)
  const isBadRange = !(whole && min >= 1 && min <= max && max <= options.length)
  return {
    ...((question.length < 1 || question.length > 200) && { question: true }),
    ...(isBadList && { options: true }),
    ...(sort === 'multiple' && !isBadList && isBadRange && { range: true }),
    ...((group === 0 || Number.isNaN(group)) && { group: true }),
    ...wrongGathering(terms),
    ...wrongTimes(terms, now, isNewer),
    ...((terms.why ? terms.why.length > WHY_MAX : isFurther) && { why: true }),
  }
}

/** The longest time that a vote is put ahead: with the longest that it is open, it fits into what V2 allows. */
const OPENS_WITHIN = 60 * 24 * HOUR
function wrongTimes(terms: VoteTerms, now: number, isNewer: boolean): Wrong {
  const { opensAt, announced } = terms
  const today = villageDay(now)
  const isPosted = announced === null || (announced! <= today && announced! > today - LONGEST_VOTE_DAYS)
  if (!isPosted) return { announced: true }
  const isAhead = opensAt === null || (opensAt! > now && opensAt! <= now + OPENS_WITHIN)
  return isAhead && (!isNewer || isHeardOf(terms, now)) ? {} : { opens: true }
}
/** When a vote opens that is announced with it now: in the morning behind the days of notice, which leaves it time to be received. */
export const opensAnew = (now: number, noticeDays: number): string =>
  noticeDays ? localTime(endOfVillageDay(villageDay(now) + noticeDays) + 1 + 8 * HOUR) : ''

function wrongGathering({ sort, target, unit, times, closesAt }: VoteTerms): Wrong {
  if (sort === 'signup') {
    const isTarget = Number.isInteger(target) && target! >= 1 && target! <= TARGET_MAX
    return { ...(!isTarget && { target: true }), ...(unit && unit.length > 10 && { unit: true }) }
  }
  if (sort !== 'times') return {}
  const all = times ?? []
  const fit = all.every((time, n) => time > (n > 0 ? all[n - 1]! : closesAt))
  return all.length < 2 || all.length > 12 || !fit ? { times: true } : {}
}
