import type { Hex8 } from '#entry/format.ts'
import {
  isKind,
  ruled,
  type Admission,
  type BodyOf,
  type Ground,
  type Place,
  type Placed,
  type Ruled,
} from './kinds.ts'
import { COSIGN_WITHIN_MS, entryCosigned } from './cosign.ts'
import { maySignMinutes, minutesSigned } from './minutes.ts'
import { commentHidden, mayHide } from './moderation.ts'
import { judgeOffice } from './office-rules.ts'
import { mayConclude, outcomePublished } from './outcome.ts'
import { mayPause, PAUSING } from './pause.ts'
import type { Roster } from './roster-index.ts'
import { roleGranted, type Role } from './roster.ts'
import { mayRecord, stepRecorded } from './step.ts'
import { commentAssisted, HELPERS, mayAssist } from './thread.ts'
import { ALLOWED, refused, waiting, type Verdict } from './verdict.ts'
import { rollPlace, voteOpened, type VoteTerms } from './vote.ts'
import { asksVouching, isNewPhone, mayVouch } from './vouch.ts'

interface Need {
  /** One of these. */
  by: readonly Role[]
  /** Whether the author still holds what the entry needs. */
  mayWrite(roster: Roster, person: Hex8, place: Place): boolean
}
/** What takes effect only with a second signature, by kind: this, not cryptography, stops one stolen cadre phone. */
const NEEDS = new Map<number, Need>([
  [outcomePublished.number, { by: ['supervisor'], mayWrite: mayConclude }],
  [minutesSigned.number, { by: ['supervisor'], mayWrite: maySignMinutes }],
  [stepRecorded.number, { by: ['secretary', 'committee', 'supervisor'], mayWrite: mayRecord }],
  // Who hears the appeal has not hidden the comment himself (M1).
  [commentHidden.number, { by: ['secretary', 'committee'], mayWrite: mayHide }],
  [commentAssisted.number, { by: HELPERS, mayWrite: mayAssist }],
  ...PAUSING.map((number): [number, Need] => [number, { by: ['supervisor'], mayWrite: mayPause }]),
])

/** C1; the screens ask it as well. */
export const mayCosign = (kindNumber: number, roster: Roster, person: Hex8, place: Place): boolean => {
  const need = NEEDS.get(kindNumber)
  return need !== undefined && roster.holds(person, place, ...need.by)
}

/** C4; the screens ask it as well: whoever enters roles and lets phones in could make a second person since. */
export const mayCosignOutcome = (
  vote: Pick<Placed<VoteTerms>, 'body' | 'place'>,
  from: Admission,
  roster: Roster,
  place: Place,
): boolean =>
  !asksVouching(vote, roster) ||
  (mayVouch(roster, from.person, place, rollPlace(vote)) && !isNewPhone(from, vote.place.at))

function judgeOutcome(
  { fields }: Placed,
  from: Admission | undefined,
  place: Place,
  { roster, find }: Ground,
): Verdict {
  const vote = find(fields.refs[1] ?? '')
  if (!vote || !from) return waiting('ref-missing')
  return isKind(vote, voteOpened) && mayCosignOutcome(vote, from, roster, place)
    ? ALLOWED
    : refused('C4', 'not-eligible')
}

/** An office is about nothing else: its second signature names it twice. */
function judgeOfficeSigned(
  office: Placed<BodyOf<typeof roleGranted>>,
  { device: from, refs }: Placed['fields'],
  place: Place,
  { roster, device }: Ground,
): Verdict {
  const [signer, author] = [device(from), device(office.fields.device)]
  if (!signer || !author) return waiting('unknown-device')
  if (refs[0] !== office.id) return refused('C1', 'out-of-scope')
  return judgeOffice(office, signer, author.person, place, { roster })
}

export const cosignRules: Ruled[] = [
  // C1: What needs a second signature gets it from the office that its kind names, about the same subject.
  // C2: The second signature is another person's, and the author still holds his office when it is given.
  // C3: It is given within 30 days; after that the entry never takes effect.
  // C4: For the outcome of a vote that decides, by who was supervisor when it opened, on a phone not new to it.
  ruled(
    entryCosigned,
    ({ fields }, place, { person }, ground) => {
      const { roster, find, device } = ground
      const [subject, id] = fields.refs
      const entry = id && find(id)
      if (!entry) return subject && id ? waiting('ref-missing') : refused('C1', 'out-of-scope')
      if (isKind(entry, roleGranted)) return judgeOfficeSigned(entry, fields, place, ground)
      const need = NEEDS.get(entry.kind.number)
      if (!need || entry.fields.refs[0] !== subject) return refused('C1', 'out-of-scope')
      if (!roster.holds(person, place, ...need.by)) return refused('C1', 'no-role')
      const author = device(entry.fields.device)?.person
      if (!author || author === person || !need.mayWrite(roster, author, place))
        return refused('C2', 'not-eligible')
      if (place.at - entry.place.at > COSIGN_WITHIN_MS) return refused('C3', 'closed')
      return isKind(entry, outcomePublished)
        ? judgeOutcome(entry, device(fields.device), place, ground)
        : ALLOWED
    },
    2,
  ),
]
