import type { Hex8 } from '#entry/format.ts'
import { attachments, attachmentsIn } from './attachment.ts'
import { gathers } from './gathering.ts'
import { isKind, kind, ruled, type Ground, type Place, type Read, type Ruled } from './kinds.ts'
import { mayWitnessIn } from './paper.ts'
import { OFFICES } from './roster.ts'
import type { Roster } from './roster-index.ts'
import { hex8, maybe } from './shape.ts'
import { ALLOWED, refused, waiting, type Verdict } from './verdict.ts'
import {
  countedFrom,
  entitled,
  inTime,
  represented,
  rollPlace,
  voteOpened,
  type BallotBody,
  type VoteTerms,
} from './vote.ts'

/** So many people's ballots one may cast in a vote beside his own: what comes behind is listed and not counted. */
export const MANDATES_MAX = 3
/** The version of the rulebook that has them. */
export const MANDATES_SINCE = 2

/**
 * 委托: somebody lets another cast his ballot in one vote; refs: the vote. From his own phone, or written down by the
 * other with a picture of what he signed, or his voice; then it counts once the witness, whom it names, has signed as well.
 */
export const mandateGiven = kind(54, 'mandate.given', {
  giver: hex8,
  proxy: hex8,
  /** Nobody where the giver writes it himself. */
  witness: maybe(hex8),
  attachments,
})

/** The witness saw him sign; refs: the vote, the mandate. It names those who are to hear of it. */
export const mandateWitnessed = kind(55, 'mandate.witnessed', { giver: hex8, proxy: hex8 })

/**
 * D1; the screens ask it as well: whether a person may cast ballots for others. `roll`: where the vote's roll was frozen;
 * an office laid down for a day to do so is one still.
 */
export function mayBeProxy(roster: Roster, person: Hex8, place: Place, roll: Place): boolean {
  const { voter = false, household = null } = roster.person(person, place) ?? {}
  const holdsOffice = [place, roll].some((at) => roster.holds(person, at, ...OFFICES))
  return voter && household !== null && !holdsOffice
}

/**
 * D2; the screens ask it as well: whether ballots of a vote may be entrusted. Who was chosen to speak for others, and a
 * Party member in his branch, speak themselves; what gathers and decides nothing asks everyone himself.
 */
export const takesMandates = ({ sort, basis }: VoteTerms): boolean =>
  !gathers(sort) && basis !== 'representative' && basis !== 'partyVoting'

/** D2; the screens ask it as well: members of the collective entrust only their own household (农村集体经济组织法 27). */
export const staysAtHome = ({ quorum }: VoteTerms): boolean => quorum === 'ca'

const isNear = (terms: VoteTerms, roster: Roster, giver: Hex8, proxy: Hex8, place: Place): boolean =>
  !staysAtHome(terms) || roster.person(giver, place)?.household === roster.person(proxy, place)?.household

/** Whether a person's own ballot would count under these terms: his slot, or his household's, is his to fill. */
const mayCast = (terms: VoteTerms, roster: Roster, person: Hex8, place: Place, roll: Place): boolean =>
  entitled(roster, person, terms.basis, terms.group, roll) &&
  (terms.basis !== 'household' || represented(roster, person, place) !== undefined)

/** D5: the mandate that a ballot for another names, or why it names none. */
export function judgeMandate(
  { fields }: Read<BallotBody>,
  place: Place,
  proxy: Hex8,
  { roster, find }: Ground,
): Verdict {
  const [vote, id] = fields.refs
  const mandate = id ? find(id) : undefined
  if (!mandate) return id ? waiting('ref-missing') : refused('D5', 'not-eligible')
  const isGiven =
    isKind(mandate, mandateGiven) &&
    mandate.fields.refs[0] === vote &&
    mandate.body.giver === fields.onBehalfOf &&
    mandate.body.proxy === proxy
  const opening = vote ? find(vote) : undefined
  return isGiven && opening && mayBeProxy(roster, proxy, place, rollPlace(opening))
    ? ALLOWED
    : refused('D5', 'not-eligible')
}

export const mandateRules: Ruled[] = [
  // D1: A ballot is entrusted by whoever may cast it, to another voter, who holds no office in the village.
  // D2: It is entrusted before the vote closes, in a vote that takes mandates; a collective's member stays at home.
  // D3: On another's phone it is written by who is entrusted, with what the giver signed or said and a witness.
  ruled(
    mandateGiven,
    (entry, place, { person }, { roster, find }) => {
      const { fields, body } = entry
      const { giver, proxy, witness } = body
      const vote = find(fields.refs[0]!)
      if (!vote) return waiting('ref-missing')
      if (!isKind(vote, voteOpened) || !takesMandates(vote.body)) return refused('D2', 'out-of-scope')
      if (!inTime(vote.body, entry, place)) return refused('D2', 'closed')
      if (!mayCast(vote.body, roster, giver, place, rollPlace(vote))) return refused('D1', 'not-eligible')
      if (proxy === giver || !mayBeProxy(roster, proxy, place, rollPlace(vote)))
        return refused('D1', 'not-eligible')
      if (!isNear(vote.body, roster, giver, proxy, place)) return refused('D2', 'not-eligible')
      if (person === giver) return witness === null ? ALLOWED : refused('D3', 'out-of-scope')
      if (person !== proxy || witness === null || attachmentsIn(body).length === 0)
        return refused('D3', 'not-eligible')
      const isThird = witness !== giver && witness !== proxy
      return isThird && mayWitnessIn(vote, roster, witness, place) ? ALLOWED : refused('D3', 'not-eligible')
    },
    MANDATES_SINCE,
  ),

  // D4: What was signed on paper is witnessed before the window ends by whom it names, who could when the vote opened.
  ruled(
    mandateWitnessed,
    ({ fields, body }, place, { person }, { roster, find }) => {
      const [vote, mandate] = fields.refs.map((id) => find(id))
      if (!vote || !mandate) return fields.refs[1] ? waiting('ref-missing') : refused('D4', 'out-of-scope')
      const isIts = isKind(vote, voteOpened) && mandate.fields.refs[0] === vote.id
      if (!isIts || !isKind(mandate, mandateGiven)) return refused('D4', 'out-of-scope')
      const { giver, proxy, witness } = mandate.body
      if (witness !== person || giver !== body.giver || proxy !== body.proxy)
        return refused('D4', 'not-eligible')
      if (!mayWitnessIn(vote, roster, person, place)) return refused('D4', 'no-role')
      return place.at <= countedFrom(vote.body) ? ALLOWED : refused('D4', 'closed')
    },
    MANDATES_SINCE,
  ),
]
