import type { Desk, Watched } from '#desk/desk.ts'
import { steady, turned } from '#desk/turned.ts'
import type { Place } from '#rulebook/kinds.ts'
import type { Roster } from '#rulebook/roster-index.ts'
import { ofKind, type Shown } from '#rulebook/shown.ts'
import { voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import { phaseOf } from '#rulebook/vote-reading.ts'
import { mayVouch } from '#rulebook/vouch.ts'
import { isAsking, newPhonesIn, vouchesIn } from '#rulebook/vouch-reading.ts'
import { Smartphone } from '#ui/icons.ts'
import type { HomeItem } from '../../door.ts'
import { paths } from '../../paths.ts'
import { homeWords } from './home-words.ts'

/** Votes in which ballots from new phones may still wait for a supervisor's word. */
export const openVotes = (desk: Desk, rows: Shown[]): Shown<VoteTerms>[] =>
  ofKind(rows, voteOpened).filter(({ body }) =>
    ['open', 'collecting'].includes(phaseOf(body, desk.now() ?? Date.now())),
  )

/** To a supervisor, the votes with new phones of others for which nobody has vouched; to everybody else nothing. */
export function newPhonesFor(
  desk: Desk,
  votes: Shown<VoteTerms>[],
  rows: Shown[],
  { roster, now }: { roster: Roster; now: Place },
): Watched<HomeItem[]> {
  const me = desk.me?.person
  const asking = me && mayVouch(roster, me, now) ? votes.filter((vote) => isAsking(vote, roster)) : []
  if (asking.length === 0) return steady([])
  return turned(desk.devices(), (admitted) =>
    asking.flatMap((vote) => {
      const said = vouchesIn(rows.filter(({ refs }) => refs[0] === vote.id))
      const open = newPhonesIn(admitted, vote, roster).filter(
        ({ device, person }) => person !== me && !said.some((one) => one.device === device),
      )
      if (open.length === 0) return []
      return {
        key: `phones.${vote.id}`,
        title: vote.body.question,
        detail: homeWords[desk.comfort.language].newPhones(open.length),
        at: undefined,
        path: paths.newPhones(vote.refs[0] ?? '', vote.id),
        icon: Smartphone,
      }
    }),
  )
}
