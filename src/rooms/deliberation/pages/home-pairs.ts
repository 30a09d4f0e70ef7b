import type { Desk } from '#desk/desk.ts'
import { pairSettled, settledUntil } from '#rulebook/paper.ts'
import { papersIn } from '#rulebook/paper-reading.ts'
import { inOrder, ofKind, stands, type Shown } from '#rulebook/shown.ts'
import { ballotCast, voteOpened } from '#rulebook/vote.ts'
import { Vote } from '#ui/icons.ts'
import type { HomeItem } from '../../door.ts'
import { paths } from '../../paths.ts'
import { homeWords } from './home-words.ts'

/** To whom it is: that a ballot on paper says otherwise than his own from the phone, while he can say which holds. */
export function pairsOfMine(desk: Desk, rows: Shown[], own: Shown[]): HomeItem[] {
  const [w, now, me] = [homeWords[desk.comfort.language], desk.now(), desk.me?.person]
  if (!me || now === undefined) return []
  const settled = new Set(
    ofKind(own, pairSettled)
      .filter(stands)
      .map(({ refs }) => refs[0]),
  )
  const votes = new Map(ofKind(rows, voteOpened).map((vote) => [vote.id, vote]))
  const cast = ofKind(own, ballotCast).filter((one) => stands(one) && !one.onBehalfOf)
  const onPaper = papersIn(rows).filter(({ witnessedAt }) => witnessedAt !== undefined)
  return [...votes].flatMap(([id, vote]) => {
    const lines = onPaper.filter(({ refs }) => refs[0] === id).flatMap(({ body }) => body.lines)
    const line = lines.find(({ person }) => person === me)
    const last = inOrder(cast.filter(({ refs }) => refs[0] === id)).pop()
    const isSame = last && line && [...last.body.choices].sort().join() === [...line.choices].sort().join()
    if (!last || !line || isSame || settled.has(id) || now > settledUntil(vote.body)) return []
    const path = paths.vote(vote.refs[0] ?? '', id)
    return { key: `pair.${id}`, title: vote.body.question, detail: w.pair, at: undefined, path, icon: Vote }
  })
}
