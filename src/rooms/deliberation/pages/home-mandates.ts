import type { Desk } from '#desk/desk.ts'
import { isGiven, mandatesOf } from '#rulebook/mandate-reading.ts'
import { ofKind, stands, type Shown } from '#rulebook/shown.ts'
import { ballotCast, countedFrom, voteOpened } from '#rulebook/vote.ts'
import { PencilLine, Vote } from '#ui/icons.ts'
import type { HomeItem } from '../../door.ts'
import { paths } from '../../paths.ts'
import { homeWords } from './home-words.ts'

/** Ballots that were entrusted to this person and are not cast, and mandates on paper that he is to witness. */
export function mandatesFor(desk: Desk, rows: Shown[], own: Shown[]): HomeItem[] {
  const [w, now, me] = [homeWords[desk.comfort.language], desk.now() ?? Date.now(), desk.me?.person]
  const votes = new Map(ofKind(rows, voteOpened).map((vote) => [vote.id, vote]))
  const cast = new Set(
    ofKind(own, ballotCast)
      .filter(stands)
      .map(({ refs }) => refs[1]),
  )
  return mandatesOf(rows).flatMap((mandate): HomeItem[] => {
    const { id, body, refs, isReplaced, isBeyond, witnessedAt, standing } = mandate
    const vote = votes.get(refs[0] ?? '')
    if (!vote || !me || standing.is !== 'receipted') return []
    const item = {
      title: vote.body.question,
      at: undefined,
      path: paths.mandates(vote.refs[0] ?? '', vote.id),
    }
    const holds = isGiven(mandate) && !isReplaced && !isBeyond
    if (body.proxy === me && holds && !cast.has(id) && now <= vote.body.closesAt)
      return [{ ...item, key: `mandate.${id}`, detail: w.entrusted, icon: Vote }]
    if (body.witness === me && witnessedAt === undefined && now <= countedFrom(vote.body))
      return [{ ...item, key: `mandate.${id}`, detail: w.witnessMandate, icon: PencilLine }]
    return []
  })
}
