import type { Hex8, Id } from '#entry/format.ts'
import type { Said } from './comment-reading.ts'
import { isHidden } from './hiding-reading.ts'
import { quotedIn } from './outcome.ts'
import { outcomeFor, type OutcomeRead } from './outcome-reading.ts'
import { inOrder, type Shown } from './shown.ts'
import type { ThreadRead } from './thread-reading.ts'
import type { VoteTerms } from './vote.ts'

/** So many of what most households stand behind are highlights; what speaks against it comes beside them. */
export const HIGHLIGHTS = 3

/** A word that is read first, and why: a household or more behind it, or any of these. */
export interface Highlight {
  said: Said
  households: number
  /** By who signs the minutes. */
  isMarked: boolean
  /** By what was published of a vote. */
  isQuoted: boolean
  /** Of who voted otherwise than it came out. */
  isAgainst: boolean
}

/** What speaks against: who voted so, and why, where that was said with a ballot. */
export interface Against {
  people: ReadonlySet<Hex8>
  reasons: readonly { vote: Id; by: Hex8; reason: string }[]
}

/** 会议纪要: what a debate came to, of nothing but its own entries; each part keeps the entry it is from. */
export interface Minutes {
  thread: ThreadRead
  /** Who spoke, in the order of their first word, and how often. */
  speakers: { person: Hex8; times: number }[]
  highlights: Highlight[]
  /** The first reason given with a ballot against, where who voted so said nothing in the debate. */
  reason: Against['reasons'][number] | undefined
  /** Everything that was said, by household in the order of its first word; of whom no household is known, last. */
  points: { household: Hex8 | undefined; said: Said[] }[]
  votes: { opening: Shown<VoteTerms>; outcome: OutcomeRead | undefined }[]
}

/**
 * Drafts the minutes of a debate. What is not in the book yet, was withdrawn or hidden, or said while the debate
 * was closed is no part of them.
 * @param against who voted against and why, in votes whose ballots are given out
 * @param marked the comments that who signs marks
 */
export function draftMinutes(
  thread: ThreadRead,
  householdOf: (person: Hex8) => Hex8 | undefined,
  against: Against,
  marked: readonly Id[],
): Minutes {
  const said = inOrder(quotableIn(thread))
  const votes = thread.votes
    .filter(({ standing }) => standing.is === 'receipted')
    .map((opening) => ({ opening, outcome: outcomeFor(thread.outcomes, opening.id) }))
  const quoted = votes.flatMap(({ outcome }) => (outcome ? quotedIn(outcome) : []))
  return {
    thread,
    speakers: speakersOf(said),
    highlights: highlightsOf(said, householdOf, against.people, { marked, quoted }),
    reason: said.some(({ author }) => author && against.people.has(author)) ? undefined : against.reasons[0],
    points: pointsOf(said, householdOf),
    votes,
  }
}

const isQuotable = ({ standing, withdrawn, hiding, helped }: Said): boolean =>
  standing.is === 'receipted' &&
  !withdrawn &&
  !isHidden(hiding) &&
  (helped?.effect.is ?? 'in-effect') === 'in-effect'

/** What may be quoted of a debate: the village has it, it was neither withdrawn nor hidden, and is its author's own. */
export const quotableIn = ({ comments }: Pick<ThreadRead, 'comments'>): Said[] =>
  comments.flatMap((comment) => [comment, ...comment.replies]).filter(isQuotable)

function speakersOf(said: readonly Said[]): Minutes['speakers'] {
  const times = new Map<Hex8, number>()
  for (const { author } of said) if (author) times.set(author, (times.get(author) ?? 0) + 1)
  return [...times].map(([person, count]) => ({ person, times: count }))
}

/** Households count and not heads: a large family does not outweigh two small ones. */
function highlightsOf(
  said: readonly Said[],
  householdOf: (person: Hex8) => Hex8 | undefined,
  against: ReadonlySet<Hex8>,
  { marked, quoted }: { marked: readonly Id[]; quoted: readonly Id[] },
): Highlight[] {
  const weighed = said.map((one) => ({
    said: one,
    households: new Set([...one.supporters].map(householdOf).filter((home) => home !== undefined)).size,
    isMarked: marked.includes(one.id),
    isQuoted: quoted.includes(one.id),
    isAgainst: one.author !== undefined && against.has(one.author),
  }))
  // A sort keeps the order of what weighs the same: the earlier word stands first.
  const byWeight = [...weighed].sort((a, b) => b.households - a.households)
  const chosen = byWeight.filter(({ isMarked, isQuoted }) => isMarked || isQuoted)
  const most = byWeight.filter(({ households }) => households > 0).slice(0, HIGHLIGHTS)
  const strongest = byWeight.find(({ isAgainst }) => isAgainst)
  return [...new Set([...chosen, ...most, ...(strongest ? [strongest] : [])])]
}

function pointsOf(said: readonly Said[], householdOf: (person: Hex8) => Hex8 | undefined): Minutes['points'] {
  const homes = new Map<Hex8 | undefined, Said[]>()
  for (const one of said) {
    const home = one.author && householdOf(one.author)
    const others = homes.get(home)
    if (others) others.push(one)
    else homes.set(home, [one])
  }
  return [...homes]
    .map(([household, own]) => ({ household, said: own }))
    .sort((a, b) => Number(a.household === undefined) - Number(b.household === undefined))
}
