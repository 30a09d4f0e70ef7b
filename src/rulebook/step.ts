import type { Hex8 } from '#entry/format.ts'
import { attachments } from './attachment.ts'
import { isKind, kind, ruled, type BodyOf, type Place, type Placed, type Ruled } from './kinds.ts'
import { fulfils, QUORUMS, quorum, type Fraction } from './quorum.ts'
import type { Roster } from './roster-index.ts'
import { hex8, maybe, oneOf, row, text, whole } from './shape.ts'
import { threadOf, threadOpened, type Matter } from './thread.ts'
import { ALLOWED, refused, waiting, type Verdict } from './verdict.ts'
import { villageDay } from './village-time.ts'

export const STEP_TEXT_MAX = 500
const MOST_PEOPLE = 100_000

/**
 * 四议两公开: the branch proposes, both committees consult, the Party members examine, the villagers or their
 * representatives decide; the decision is made known, and then what came of it (中国共产党农村基层组织工作条例 19).
 * Only appended.
 */
export const STEPS = ['proposed', 'consulted', 'examined', 'decided', 'announced', 'carried-out'] as const
export type Step = (typeof STEPS)[number]
/** Those of them that make known what was decided before. */
const ANNOUNCEMENTS: readonly Step[] = ['announced', 'carried-out']
export const isMeeting = (step: Step): boolean => !ANNOUNCEMENTS.includes(step)

/**
 * Who decides: the villagers' meeting, their representatives, or the members of the collective; the meeting counted by
 * persons, or by the households whose representatives came. Only appended.
 */
export const DECIDERS = ['va', 'vra', 'ca', 'va-households'] as const
export type Decider = (typeof DECIDERS)[number]

const headcount = whole(0, MOST_PEOPLE)
/**
 * One of the steps, held on paper or in a hall, with a picture of its paper; refs: the debate, the step before it.
 * It takes effect with a second signature (C1); whoever was there may add his own.
 */
export const stepRecorded = kind(46, 'step.recorded', {
  step: oneOf(STEPS),
  /** The village's day on which it was held, counted from 1970. */
  day: whole(),
  /** Who chaired it, or saw to it that it was made known. */
  host: maybe(hex8),
  /** Only of the step that decides. */
  decider: maybe(oneOf(DECIDERS)),
  /** Only of meetings. */
  count: maybe(
    row({ should: headcount, did: headcount, favour: headcount, against: headcount, abstain: headcount }),
  ),
  text: text(1, STEP_TEXT_MAX),
  attachments,
})
export type StepBody = BodyOf<typeof stepRecorded>

/** P1; the screens ask it as well. */
export const mayRecord = (roster: Roster, person: Hex8, place: Place): boolean =>
  roster.holds(person, place, 'secretary', 'committee')

/** Who may decide a matter: what belongs to the collective, its members alone. */
export const decidersOf = (matter: Matter | null | undefined): readonly Decider[] =>
  matter === 'collective' ? ['ca'] : ['va', 'va-households', 'vra']

const OVER_HALF: Fraction = { num: 1, den: 2, strict: true }
const COMMITTEE = { there: OVER_HALF, pass: { ...OVER_HALF, base: 'present' as const } }

/** How many must be there, and how many in favour: two committees by the half, the others as the law has it. */
function needsOf({ step, decider }: Pick<StepBody, 'step' | 'decider'>) {
  if (step === 'proposed' || step === 'consulted') return COMMITTEE
  const isByHousehold = decider === 'va-households'
  const { anyOf, pass } = step === 'examined' ? QUORUMS.pm : quorum(isByHousehold ? 'va' : (decider ?? 'va'))
  return { there: anyOf[isByHousehold ? 1 : 0]!, pass: pass! }
}

/** Whether enough were there and in favour; what makes known passes as it is. */
export function passes(body: Pick<StepBody, 'step' | 'decider' | 'count'>): boolean {
  const { count } = body
  if (!count) return !isMeeting(body.step)
  const { there, pass } = needsOf(body)
  const base = pass.base === 'present' ? count.did : count.should
  return fulfils(there, count.did, count.should) && fulfils(pass, count.favour, base)
}

/** P2: its figures belong to it, and fit each other. */
function isWhole({ step, decider, count }: StepBody, matter: Matter | null | undefined): boolean {
  if (step === 'decided' ? !decider || !decidersOf(matter).includes(decider) : decider !== null) return false
  if (!count) return !isMeeting(step)
  const { should, did, favour, against, abstain } = count
  return isMeeting(step) && should > 0 && did <= should && favour + against + abstain <= did
}

/** P3: what it names as the step before it. */
function follows(body: StepBody, refs: readonly string[], before: Placed | undefined): Verdict {
  const n = STEPS.indexOf(body.step)
  if (n === 0) return refs[1] === undefined ? ALLOWED : refused('P3', 'out-of-scope')
  if (!before) return refs[1] ? waiting('ref-missing') : refused('P3', 'out-of-scope')
  const isBefore =
    isKind(before, stepRecorded) &&
    before.fields.refs[0] === refs[0] &&
    before.body.step === STEPS[n - 1] &&
    before.body.day <= body.day &&
    passes(before.body)
  return isBefore ? ALLOWED : refused('P3', 'out-of-scope')
}

export const stepRules: Ruled[] = [
  // P1: A step of 四议两公开 is recorded by the secretary or the committee, in its debate.
  // P2: A meeting has its figures and they fit each other; what makes known has none; who decides is who may.
  // P3: A step names the one before it, which was held no later and passed; none is recorded before its day.
  ruled(
    stepRecorded,
    (entry, place, { person }, ground) => {
      if (!mayRecord(ground.roster, person, place)) return refused('P1', 'no-role')
      const thread = threadOf(entry, 'P1', ground)
      if ('is' in thread) return thread
      if (!isKind(thread, threadOpened) || !isWhole(entry.body, thread.body.matter))
        return refused('P2', 'out-of-scope')
      if (entry.body.day > villageDay(place.at)) return refused('P3', 'out-of-scope')
      const { refs } = entry.fields
      return follows(entry.body, refs, refs[1] ? ground.find(refs[1]) : undefined)
    },
    2,
  ),
]
