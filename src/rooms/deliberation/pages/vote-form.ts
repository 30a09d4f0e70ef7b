import { endOfVillageDay, villageDay } from '#rulebook/audience.ts'
import { BASES, quorum, QUORUM_IDS, type Basis } from '#rulebook/quorum.ts'
import { BALLOT_SORTS, DEFAULT_WINDOW_HOURS, REASONS, type VoteTerms } from '#rulebook/vote.ts'

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
  | 'reasons',
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
})

/** The form filled with a vote's terms, to send a refused one anew or to put an opinion to a meeting. */
export const filled = (terms: VoteTerms): VoteFields => ({
  ...blank(),
  question: terms.question,
  sort: terms.sort,
  options: terms.options.join('\n'),
  min: String(terms.min),
  max: String(terms.max),
  quorum: terms.quorum,
  basis: terms.basis,
  group: terms.group === null ? '' : String(terms.group),
  window: String(terms.collectMs / HOUR),
  hidden: terms.hidden ? '1' : '',
  reasons: terms.reasons ?? '',
})

const one = <W extends string>(list: readonly W[], value: string, otherwise: W): W =>
  list.find((item) => item === value) ?? otherwise

/** At the end of the village's day, so that "7 days" means seven whole ones. */
export const closesAt = (days: number, now: number): number => endOfVillageDay(villageDay(now) + days)

export const optionsIn = (fields: VoteFields): string[] =>
  fields.options
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** The basis that counts: the chosen one where the rule allows it, otherwise the rule's own first. */
export const basisIn = (fields: VoteFields): Basis => {
  const { bases } = quorum(one(QUORUM_IDS, fields.quorum, 'ask'))
  return one(bases, fields.basis, bases[0] ?? BASES[0])
}

export function termsIn(fields: VoteFields, now: number): VoteTerms {
  const sort = one(BALLOT_SORTS, fields.sort, 'approve')
  const several = sort === 'multiple'
  const rule = one(QUORUM_IDS, fields.quorum, 'ask')
  const hidden = fields.hidden === '1'
  return {
    question: fields.question.trim(),
    sort,
    options: sort === 'approve' ? [] : optionsIn(fields),
    min: several ? Number(fields.min) : 1,
    max: several ? Number(fields.max) : 1,
    quorum: rule,
    basis: basisIn(fields),
    group: quorum(rule).ofGroup ? Number(fields.group) : null,
    closesAt: closesAt(Number(fields.days), now),
    // Live results leave no collecting window (V2): who comes late would already know them.
    collectMs: hidden ? Number(fields.window) * HOUR : 0,
    hidden,
    reasons: reasonsIn(fields, sort),
  }
}

/** "Against" is a choice of an approval alone. */
export const reasonsFor = (sort: VoteTerms['sort']) =>
  REASONS.filter((one) => one !== 'against' || sort === 'approve')

const reasonsIn = ({ reasons }: VoteFields, sort: VoteTerms['sort']) =>
  reasonsFor(sort).find((one) => one === reasons) ?? null

export type Wrong = Partial<Record<'question' | 'options' | 'range' | 'group', true>>

/** What does not fit yet; the rulebook judges the same when it is signed (V2). */
export function wrongIn(fields: VoteFields): Wrong {
  const terms = termsIn(fields, 0)
  const { options, min, max } = terms
  const wrong: Wrong = {}
  if (terms.question.length < 1 || terms.question.length > 200) wrong.question = true
  const few = options.length < 2 || options.length > 12
  const odd = new Set(options).size !== options.length || options.some((option) => option.length > 60)
  if (terms.sort !== 'approve' && (few || odd)) wrong.options = true
  const whole = Number.isInteger(min) && Number.isInteger(max)
  if (
    terms.sort === 'multiple' &&
    !wrong.options &&
    !(whole && min >= 1 && min <= max && max <= options.length)
  )
    wrong.range = true
  if (terms.group === 0 || Number.isNaN(terms.group)) wrong.group = true
  return wrong
}
