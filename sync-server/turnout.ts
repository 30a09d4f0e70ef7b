import { sign } from '#entry/crypto.ts'
import { IN_BALLOTS } from '#rulebook/in-ballots.ts'
import { released, rollPlace, type VoteTerms } from '#rulebook/vote.ts'
import { ballotsOf, partOf, wholeVolume } from '#rulebook/volumes.ts'
import { countVote } from '#rulebook/count.ts'
import type { Placed } from '#rulebook/kinds.ts'
import { turnoutBytes, type Turnout } from '#rulebook/wire.ts'
import type { Book } from './book.ts'
import type { Log, StoredEntry } from './log.ts'

const AT_MOST_EVERY_MS = 1000

export interface SignedTurnout {
  bytes: Uint8Array
  signature: Uint8Array
}

/** 到会人数 while results are hidden: who has voted is told in numbers, how is not told at all. */
export function createTurnouts(o: { log: Log; book: Book; key: CryptoKey; now(): number }) {
  const ballots = new Map<string, Placed[]>()
  const isInBox = ({ kind }: Placed) => IN_BALLOTS.includes(kind.number)
  const told = new Map<string, { at: number; signed: SignedTurnout }>()
  const due = new Set<string>()

  /** A vote's ballots and what is said of them, read once from the log and then kept up to date. */
  function ballotsIn(volume: string): Placed[] {
    const kept = ballots.get(volume)
    if (kept) return kept
    const found: Placed[] = []
    for (let part = 1; o.log.place(partOf(volume, part), 1); part++) {
      for (let k = 1; ; k += 1000) {
        const places = o.log.places(partOf(volume, part), k, 1000)
        for (const { i } of places) {
          const stored = o.log.numbered(i)
          const placed = stored && o.book.reading(stored.id)
          if (placed && isInBox(placed)) found.push(placed)
        }
        if (places.length < 1000) break
      }
    }
    ballots.set(volume, found)
    return found
  }

  function count(vote: Placed<VoteTerms>): Turnout {
    const volume = ballotsOf(vote.id)
    const cast = ballotsIn(volume)
    const { ground, roster, village } = o.book
    const { present, households, groups } = countVote(vote, cast, roster, ground(volume).device)
    return {
      village,
      vote: vote.id,
      at: Math.max(o.now(), o.book.last().at, rollPlace(vote).at),
      present,
      households,
      groups,
    }
  }

  const isHidden = (vote: Placed<VoteTerms>) => vote.body.hidden && !released(vote.body, o.now())

  async function signed(vote: Placed<VoteTerms>): Promise<SignedTurnout> {
    const kept = told.get(vote.id)
    if (kept) return kept.signed
    const bytes = turnoutBytes(count(vote))
    const fresh = { bytes, signature: await sign(o.key, 'xy1turnout', bytes) }
    told.set(vote.id, { at: o.now(), signed: fresh })
    return fresh
  }

  return {
    /** Takes in what now stands; the votes it changes are due to be told. */
    heard(entries: readonly StoredEntry[]) {
      for (const stored of entries) {
        const placed = o.book.reading(stored.id)
        if (!placed || !isInBox(placed)) continue
        const volume = wholeVolume(stored.volumes[0]!)
        const kept = ballots.get(volume)
        if (kept && !kept.some((one) => one.id === placed.id)) kept.push(placed)
        due.add(volume)
      }
    },

    /** The turnout of every vote whose results are hidden, for a phone that has just come. */
    all: (): Promise<SignedTurnout[]> => {
      const votes = o.book.votes.all().map(([, vote]) => vote)
      return Promise.all(votes.filter(isHidden).map(signed))
    },

    /** The ballots of a vote are given out: nobody needs it told in numbers any more. */
    forget(volume: string) {
      ballots.delete(volume)
      due.delete(volume)
      const vote = o.book.votes.of(volume)
      if (vote) told.delete(vote.id)
    },

    /** What has changed and was not told within the last second. */
    async changed(): Promise<SignedTurnout[]> {
      const now = o.now()
      const fresh: SignedTurnout[] = []
      for (const volume of [...due]) {
        const vote = o.book.votes.of(volume)
        const before = vote && told.get(vote.id)
        if (before && now - before.at < AT_MOST_EVERY_MS) continue
        due.delete(volume)
        if (!vote || !isHidden(vote)) continue
        told.delete(vote.id)
        fresh.push(await signed(vote))
      }
      return fresh
    },
  }
}
export type Turnouts = ReturnType<typeof createTurnouts>
