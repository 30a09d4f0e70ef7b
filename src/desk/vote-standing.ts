import { readHead } from '#entry/heads.ts'
import type { VoteRows } from '#ledger/queries.ts'
import { placedOf, shownOf, type Row } from '#ledger/book.ts'
import {
  againstIn,
  counting,
  joinedIn,
  lateIn,
  openBox,
  pairsIn,
  reasonsIn,
  type BallotBox,
} from '#rulebook/ballot-box.ts'
import { countBox } from '#rulebook/count.ts'
import type { Placed } from '#rulebook/kinds.ts'
import { mandatesOf } from '#rulebook/mandate-reading.ts'
import { papersIn } from '#rulebook/paper-reading.ts'
import { stands } from '#rulebook/shown.ts'
import { countedFrom, voteOpened, type BallotBody, type VoteTerms } from '#rulebook/vote.ts'
import { vouchesIn } from '#rulebook/vouch-reading.ts'
import { asksVouching, isNewPhone } from '#rulebook/vouch.ts'
import type { VoteStanding } from './desk.ts'

type Ballot = Placed<BallotBody>

/** A vote with its times as they stand now, where its opening is here and stands. */
function openingOf({ opening, roster }: VoteRows): Placed<VoteTerms> | undefined {
  const isVote = opening?.kind === voteOpened.number && opening.standing.is === 'receipted'
  return isVote ? roster.pauses.inForce(placedOf(opening) as Placed<VoteTerms>) : undefined
}
export const termsOf = (rows: VoteRows): VoteTerms | undefined => openingOf(rows)?.body

/**
 * What the rows of a vote amount to: counted by this phone, from the ballots in its own book; `before`: from those
 * only that came before this number of the village.
 */
export function standingOf(rows: VoteRows, before = Infinity): VoteStanding {
  const terms = termsOf(rows)
  const isGivenOut = terms !== undefined && rows.volumes.some(({ k }) => k > 0)
  const box = isGivenOut ? boxOf(rows, before) : undefined
  const count = box && countBox(box)
  const said = rows.papers.map(shownOf)
  return {
    turnout: rows.turnout?.turnout,
    count,
    reasons: box ? reasonsIn(box) : [],
    against: box && count ? againstIn(box, count.choices) : [],
    late: box ? lateIn(box) : [],
    joined: box ? joinedIn(box) : [],
    pairs: box ? pairsIn(box) : [],
    unvouched: box?.unvouched ?? [],
    vouches: vouchesIn(said),
    isNewPhone: isNew(rows),
    papers: papersIn(said),
    witnessed: box?.witnessed,
    mandates: mandatesOf(said, box?.mandates),
    byMandate: byMandate(rows.onMandates),
    final: isGivenOut && isComplete(rows, countedFrom(terms)),
    notBefore: notBefore(rows),
    own: best(rows.own),
  }
}

/** Whether ballots from this phone wait for a supervisor's word. */
function isNew({ opening, device, admissions, roster }: VoteRows): boolean {
  const own = device && admissions.get(device)
  if (!own || opening?.standing.is !== 'receipted') return false
  const placed = placedOf(opening) as Placed<VoteTerms>
  return isNewPhone(own, placed.place.at) && asksVouching(placed, roster)
}

/** What a vote is counted from. */
function boxOf(rows: VoteRows, before: number): BallotBox {
  const counted = rows.counted.map(placedOf).filter(({ place }) => place.i < before)
  return openBox(openingOf(rows)!, counted, rows.roster, (device) => rows.admissions.get(device))
}

/** Every line up to a head that the relay signed when nothing more could come in. */
function isComplete({ volumes }: VoteRows, from: number): boolean {
  return volumes.every(({ k, head, ahead, frozen }) => {
    const signed = head && readHead(head.head)
    return !frozen && !ahead && signed !== undefined && signed.k === k && signed.at > from
  })
}

/** A signed time does not pass away with the page: a vote that was over then is over still. */
function notBefore({ volumes, turnout }: VoteRows): number {
  const heads = volumes.flatMap(({ head, ahead }) => [head, ahead])
  const times = heads.map((signed) => (signed && readHead(signed.head)?.at) ?? 0)
  return Math.max(0, turnout?.turnout.at ?? 0, ...times)
}

/** The ballot among these that counts; one that only this phone has is the latest, as it is cast by whoever holds it. */
function best(rows: Row[]): VoteStanding['own'] {
  const standing = rows.filter(stands)
  const one = counting(standing.map((row) => placedOf(row) as Ballot))
  const row = standing.find(({ id }) => id === one?.id)
  return row && (shownOf(row) as VoteStanding['own'])
}

/** What was cast on each mandate, the ballot that counts. */
function byMandate(rows: Row[]): VoteStanding['byMandate'] {
  const mandates = [...new Set(rows.flatMap(({ refs }) => refs[1] ?? []))]
  return new Map(
    mandates.flatMap((id) => {
      const one = best(rows.filter(({ refs }) => refs[1] === id))
      return one ? [[id, one] as const] : []
    }),
  )
}
