import { NO_VILLAGE, type Opened } from '#entry/format.ts'
import { judgeAttachments } from './attachment.ts'
import { commentRules } from './comment.ts'
import { cosignRules } from './cosign-rules.ts'
import type { Author, Ground, Kind, Place, Read, Ruled } from './kinds.ts'
import { mandateRules, MANDATES_SINCE } from './mandate.ts'
import { metRules } from './met.ts'
import { minutesRules } from './minutes.ts'
import { moderationRules } from './moderation.ts'
import { noticeRules } from './notice.ts'
import { outcomeRules } from './outcome.ts'
import { paperRules } from './paper-rules.ts'
import { pauseRules } from './pause.ts'
import { deviceClaimed, villageFounded } from './roster.ts'
import { rosterRules } from './roster-rules.ts'
import { stepRules } from './step.ts'
import { threadRules } from './thread.ts'
import { refused, waiting, type Verdict } from './verdict.ts'
import { ballotCast } from './vote.ts'
import { voteRules } from './vote-rules.ts'
import { vouchRules } from './vouch.ts'

/** The newest version of the rulebook that this app knows. A released rule is superseded, never edited. */
export const RULEBOOK = 2

const byNumber = new Map<number, Ruled>(
  [
    ...rosterRules,
    ...noticeRules,
    ...threadRules,
    ...commentRules,
    ...moderationRules,
    ...voteRules,
    ...pauseRules,
    ...paperRules,
    ...vouchRules,
    ...mandateRules,
    ...metRules,
    ...outcomeRules,
    ...stepRules,
    ...minutesRules,
    ...cosignRules,
  ].map((one) => [one.kind.number, one]),
)

/** Every kind this app knows. */
export const kinds: readonly Kind[] = [...byNumber.values()].map((one) => one.kind)

/** The kind of a number, or undefined where a newer app wrote it. */
export const kindOf = (number: number): Kind | undefined => byNumber.get(number)?.kind

/** An opened entry under the names of its kind: undefined for an unknown kind or a body that does not fit. */
export function read(opened: Opened): Read | undefined {
  const kind = kindOf(opened.fields.kind)
  const body = kind && opened.body && kind.body.read(opened.body)
  return kind && body ? { id: opened.id, fields: opened.fields, kind, body } : undefined
}

/**
 * 裁定: whether an entry may stand at a place in the book. Pure: the same on the author's phone, the relay and
 * every other phone. Order: encoding, village, device, the kind's rule.
 */
export function judge(opened: Opened, place: Place, ground: Ground): Verdict {
  const { fields, signature, proven } = opened
  const founding = fields.kind === villageFounded.number
  // E3: An entry belongs to one village; only the founding, which makes the village, names none.
  if (fields.village !== (founding ? NO_VILLAGE : ground.village)) return refused('E3', 'wrong-village')
  // E5: A kind, a sealing or a rulebook that this app does not know is kept until a newer app reads it.
  const isForAnother = fields.onBehalfOf !== null
  const mayBeForAnother = fields.kind === ballotCast.number && ground.roster.version(place) >= MANDATES_SINCE
  if (!byNumber.has(fields.kind) || fields.enc !== 0 || (isForAnother && !mayBeForAnother))
    return waiting('newer-app')
  if (ground.roster.version(place) > RULEBOOK) return waiting('newer-app')
  // E1: An entry is written exactly in the village's format, and its body fits its kind.
  const entry = read(opened)
  if (!entry) return refused('E1', 'bad-encoding')
  // E2: An entry is signed by the device that it names; a request or a claim by the key that it names.
  if (signature === 'bad' || !proven) return refused('E2', 'bad-signature')
  const author = authorOf(entry, place, ground)
  // E4: Only an admitted device speaks; what it wrote before its admission arrived waits for it.
  if (!author || signature === 'unchecked') return waiting('unknown-device')
  // E6: A revoked device is not heard from its revocation on, whatever its clock says.
  if (ground.roster.isRevoked(author.device, place)) return refused('E6', 'device-revoked')
  const { rule, since } = byNumber.get(fields.kind)!
  // E7: A kind stands only where the rulebook in force at its place has it.
  if (since > ground.roster.version(place)) return refused('E7', 'out-of-scope')
  const brought = judgeAttachments(entry)
  return brought.is === 'allowed' ? rule(entry, place, author, withTimes(ground, place)) : brought
}

/** Rules see a vote with its times as they stand at the place: pauses move them. */
const withTimes = (ground: Ground, { i }: Place): Ground => ({
  ...ground,
  find(id) {
    const entry = ground.find(id)
    return entry && ground.roster.pauses.inForce(entry, i)
  },
})

function authorOf(entry: Read, place: Place, ground: Ground): Author | undefined {
  const { device, kind } = entry.fields
  if (kind === villageFounded.number) return { person: device, device }
  if (kind === deviceClaimed.number) return { person: (entry.body as { person: string }).person, device }
  const admission = ground.device(device)
  return admission && admission.i < place.i ? admission : undefined
}
