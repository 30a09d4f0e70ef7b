import type { Hex8, Id } from '#entry/format.ts'
import { COMMENT_DEEDS } from './comment.ts'
import { entryCosigned } from './cosign.ts'
import { IN_BALLOTS } from './in-ballots.ts'
import { isKind, type Read } from './kinds.ts'
import { mandateGiven, mandateWitnessed } from './mandate.ts'
import { MINUTES } from './minutes.ts'
import { commentReported, MODERATION } from './moderation.ts'
import { noticeCorrected, noticePublished } from './notice.ts'
import { AFTER_VOTE } from './outcome.ts'
import { ballotsPapered, ballotsWitnessed } from './paper.ts'
import { deviceAdded, type Role } from './roster.ts'
import { stepRecorded } from './step.ts'
import { PAUSING } from './pause.ts'
import { commentAssisted, commentPosted, THREAD_DEEDS, threadOpened } from './thread.ts'
import { villageYear } from './village-time.ts'
import { released, voteOpened, type VoteTerms } from './vote.ts'
import { phoneVouched } from './vouch.ts'
import {
  ballotsOf,
  boardOf,
  DEVICES,
  HALL_OFFICE,
  isOffice,
  personVolume,
  ROSTER,
  topicOf,
  wholeVolume,
} from './volumes.ts'

/** Who reads what stands with an office: whoever holds one of these. */
const READERS: Record<string, Role[]> = { [HALL_OFFICE]: ['secretary', 'committee', 'supervisor'] }

/** What is said in a debate, and what is done to it: all that stands where the debate stands. */
const IN_DEBATE = [
  commentPosted.number,
  commentAssisted.number,
  ...COMMENT_DEEDS,
  ...MODERATION,
  ...THREAD_DEEDS,
  voteOpened.number,
  ...AFTER_VOTE,
  stepRecorded.number,
  ...MINUTES,
  entryCosigned.number,
]
const isInDebate = (entry: Read): boolean => IN_DEBATE.includes(entry.kind.number)

/** Who reads at once what stands with the ballots: whoever wrote it, and who is to stand behind it or has asked. */
function readersOf(entry: Read, author: Hex8): string[] {
  const other = isKind(entry, ballotsPapered) ? entry.body.witness : undefined
  const asked = isKind(entry, ballotsWitnessed) ? entry.body.officer : undefined
  const vouchedFor = isKind(entry, phoneVouched) ? entry.body.person : undefined
  const given = isKind(entry, mandateGiven) ? entry.body : undefined
  const mandate = given ?? (isKind(entry, mandateWitnessed) ? entry.body : undefined)
  // Whoever lets another cast for him sees what he cast.
  const giver = mandate?.giver ?? entry.fields.onBehalfOf ?? undefined
  const people = [...new Set([author, other, asked, vouchedFor, giver, mandate?.proxy, given?.witness])]
  // The supervisors are to know of whom one of them has asked, and who casts for whom; how anybody votes is not in it.
  const office = vouchedFor || mandate ? [HALL_OFFICE] : []
  return [...people.flatMap((person) => (person ? [personVolume(person)] : [])), ...office]
}

/**
 * Where an entry stands: the volume in which it is judged, then those that carry a copy. `whereIs` knows the
 * judged volume of an earlier entry; undefined where that has not arrived, so neither can this one stand.
 */
export function volumesOf(
  entry: Read,
  author: Hex8,
  at: number,
  whereIs: (id: Id) => string | undefined,
): string[] | undefined {
  const subject = entry.fields.refs[0]
  if (isKind(entry, noticePublished)) return [boardOf(villageYear(at))]
  if (isKind(entry, threadOpened)) return [topicOf(entry.id)]
  if (isKind(entry, deviceAdded)) return [DEVICES]
  if (isKind(entry, noticeCorrected) || isInDebate(entry)) {
    // A second signature stands where that stands which it is for: what is said of a vote's time, in the roster.
    const about = (isKind(entry, entryCosigned) && entry.fields.refs[1]) || subject
    const volume = about && whereIs(about)
    if (!volume) return undefined
    return isKind(entry, voteOpened) ? [volume, ballotsOf(entry.id)] : [volume]
  }
  // A ballot stays with the relay until it is counted; its caster's own phones get it back at once.
  if (IN_BALLOTS.includes(entry.kind.number))
    return subject ? [ballotsOf(subject), ...readersOf(entry, author)] : undefined
  if (isKind(entry, commentReported)) return subject ? [HALL_OFFICE, personVolume(author)] : undefined
  return [ROSTER]
}

/** What is about an earlier entry and stands elsewhere. */
const ABOUT_ANOTHER = [noticeCorrected.number, commentReported.number, ...IN_BALLOTS, ...PAUSING]

/** What an entry is about: all entries of one subject are read together. */
export function subjectOf(entry: Read): string {
  if (isKind(entry, noticePublished) || isKind(entry, threadOpened)) return entry.id
  if (isKind(entry, deviceAdded)) return DEVICES
  if (ABOUT_ANOTHER.includes(entry.kind.number) || isInDebate(entry)) return entry.fields.refs[0] ?? entry.id
  return ROSTER
}

/**
 * Who may receive a volume: villagers the village's, each person his own, an office's whoever `holds` it, ballots once
 * `terms` releases them by the relay's clock.
 */
export function mayReceive(
  volume: string,
  person: Hex8,
  terms: VoteTerms | undefined,
  now: number,
  holds: (roles: readonly Role[]) => boolean,
): boolean {
  const whole = wholeVolume(volume)
  if (whole === ROSTER || whole === DEVICES || /^(board|topic)\//.test(whole)) return true
  if (isOffice(whole)) return holds(READERS[whole] ?? [])
  if (whole.startsWith('person/')) return whole === personVolume(person)
  return whole.startsWith('ballots/') && terms !== undefined && released(terms, now)
}
