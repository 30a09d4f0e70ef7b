import type { Hex8 } from '#entry/format.ts'
import { isKind, ruled, type Ground, type Placed, type Ruled } from './kinds.ts'
import {
  ballotsPapered,
  ballotsWitnessed,
  mayEnterPaper,
  mayWitnessIn,
  pairSettled,
  settledUntil,
  slotOf,
  takesPaper,
  type PaperBody,
} from './paper.ts'
import { ALLOWED, refused, waiting, type Verdict } from './verdict.ts'
import {
  ballotCast,
  choicesFit,
  countedFrom,
  entitled,
  hasOpened,
  rollPlace,
  voteOpened,
  type VoteTerms,
} from './vote.ts'

type Opening = Placed<VoteTerms>

/** A vote, and what is said of one of its ballots or lists; or why there is no such thing. */
function inVote(
  [voteId, id]: string[],
  rule: string,
  { find }: Ground,
): { vote: Opening; about: Placed } | Verdict {
  const [vote, about] = [voteId && find(voteId), id && find(id)]
  if (!vote || !about) return voteId && id ? waiting('ref-missing') : refused(rule, 'out-of-scope')
  const isIts = isKind(vote, voteOpened) && about.fields.refs[0] === voteId
  return isIts ? { vote, about } : refused(rule, 'out-of-scope')
}

/** Whose ballots these lines are (B2), in their order; undefined where somebody may have none here. */
const slotsIn = (papered: Omit<Placed<PaperBody>, 'id'>, vote: Opening, { roster }: Ground) =>
  papered.body.lines.map(({ person }) => {
    const { basis, group } = vote.body
    return entitled(roster, person, basis, group, rollPlace(vote))
      ? slotOf(vote.body, roster, person, papered.place)
      : undefined
  })

/** Whether an entry is a ballot of this slot, or a list that has one. */
function isOf(slot: Hex8, entry: Placed, vote: Opening, ground: Ground): boolean {
  if (isKind(entry, ballotsPapered)) return slotsIn(entry, vote, ground).includes(slot)
  const person = isKind(entry, ballotCast) && ground.device(entry.fields.device)?.person
  return !!person && slotOf(vote.body, ground.roster, person, entry.place) === slot
}

export const paperRules: Ruled[] = [
  // B1: Paper ballots and hands are entered by the secretary or the committee before the window ends, with a witness.
  // B2: Each line is a ballot that its vote takes, by somebody on its roll, and nobody has two in one list.
  ruled(
    ballotsPapered,
    (entry, place, { person }, ground) => {
      const { fields, body } = entry
      if (!mayEnterPaper(ground.roster, person, place)) return refused('B1', 'no-role')
      const vote = ground.find(fields.refs[0]!)
      if (!vote) return waiting('ref-missing')
      if (!isKind(vote, voteOpened) || !takesPaper(vote.body)) return refused('B1', 'out-of-scope')
      if (!hasOpened(vote.body, place.at) || place.at > countedFrom(vote.body)) return refused('B1', 'closed')
      if (!mayWitnessIn(vote, ground.roster, body.witness, place)) return refused('B1', 'not-eligible')
      const slots = slotsIn({ ...entry, place }, vote, ground)
      if (slots.includes(undefined)) return refused('B2', 'not-eligible')
      const isFit =
        new Set(slots).size === slots.length && body.lines.every((line) => choicesFit(vote.body, line))
      return isFit ? ALLOWED : refused('B2', 'out-of-scope')
    },
    2,
  ),

  // B3: They are witnessed before the window ends by whom they name: a supervisor or a villagers' representative.
  ruled(
    ballotsWitnessed,
    ({ fields, body }, place, { person }, ground) => {
      const found = inVote(fields.refs, 'B3', ground)
      if ('is' in found) return found
      const { vote, about } = found
      if (!isKind(about, ballotsPapered)) return refused('B3', 'out-of-scope')
      const officer = ground.device(about.fields.device)?.person
      if (about.body.witness !== person || officer !== body.officer) return refused('B3', 'not-eligible')
      if (!mayWitnessIn(vote, ground.roster, person, place)) return refused('B3', 'no-role')
      if (!mayEnterPaper(ground.roster, officer, place)) return refused('B3', 'not-eligible')
      return place.at <= countedFrom(vote.body) ? ALLOWED : refused('B3', 'closed')
    },
    2,
  ),

  // B4: Which of two ballots holds is said by the voter, or by who entered and who witnessed the paper, within a week.
  ruled(
    pairSettled,
    ({ fields, body }, place, { person }, ground) => {
      const found = inVote(fields.refs, 'B4', ground)
      if ('is' in found) return found
      const { vote, about } = found
      if (!isOf(body.slot, about, vote, ground)) return refused('B4', 'out-of-scope')
      if (place.at > settledUntil(vote.body)) return refused('B4', 'closed')
      if (slotOf(vote.body, ground.roster, person, place) === body.slot) return ALLOWED
      const paper = fields.refs[2] && ground.find(fields.refs[2])
      if (!paper) return fields.refs[2] ? waiting('ref-missing') : refused('B4', 'not-eligible')
      if (!isKind(paper, ballotsPapered) || !isOf(body.slot, paper, vote, ground))
        return refused('B4', 'out-of-scope')
      const isTheirs = [paper.body.witness, ground.device(paper.fields.device)?.person].includes(person)
      return isTheirs ? ALLOWED : refused('B4', 'not-eligible')
    },
    2,
  ),
]
