import type { Desk, Watched } from '#desk/desk.ts'
import { allOf, steady, together, turned } from '#desk/turned.ts'
import type { Place } from '#rulebook/kinds.ts'
import type { Roster } from '#rulebook/roster-index.ts'
import { deviceAdded, deviceClaimed } from '#rulebook/roster.ts'
import { ofKind, timeOf, type Shown } from '#rulebook/shown.ts'
import { voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import { phaseOf } from '#rulebook/vote-reading.ts'
import { decides, isNewPhone } from '#rulebook/vouch.ts'
import { mayVouchIn, newPhonesIn, vouchesIn, wordOn } from '#rulebook/vouch-reading.ts'
import { Smartphone } from '#ui/icons.ts'
import type { HomeItem } from '../../door.ts'
import { paths } from '../../paths.ts'
import { homeWords } from './home-words.ts'

/** When the newest phone was let in (ms); 0 where none is here. */
export const newestPhone = (desk: Desk): Watched<number> =>
  turned(desk.watch({ kinds: [deviceAdded, deviceClaimed], newest: 1 }), (rows) =>
    Math.max(0, ...rows.map(timeOf)),
  )

/** Votes that decide and are not counted yet, to which a phone let in then is new. */
export const votesNewTo = (letInAt: number, desk: Desk, rows: Shown[]): Shown<VoteTerms>[] =>
  ofKind(rows, voteOpened).filter(
    (vote) =>
      decides(vote.body) &&
      isNewPhone({ at: letInAt }, timeOf(vote)) &&
      phaseOf(vote.body, desk.now() ?? Date.now()) !== 'closed',
  )

/** To a supervisor, the votes with new phones of others for which nobody has vouched; to everybody else nothing. */
export function newPhonesFor(
  desk: Desk,
  votes: readonly Shown<VoteTerms>[],
  { roster, now }: { roster: Roster; now: Place },
): Watched<HomeItem[]> {
  const me = desk.me?.person
  const mine = votes.filter((vote) => me && mayVouchIn(vote, roster, me, now))
  if (mine.length === 0) return steady([])
  const said = allOf(mine.map((vote) => turned(desk.about(vote.id), vouchesIn)))
  return turned(together(desk.devices(), said), ([admitted, vouches]) =>
    mine.flatMap((vote, n) => {
      const phones = newPhonesIn(admitted, vote, roster)
      const open = phones.filter((phone) => phone.person !== me && !wordOn(vouches[n]!, phone))
      // From a phone that is new itself nobody can vouch (B6).
      const isNewItself = phones.some(({ device }) => device === desk.me?.device)
      if (open.length === 0 || isNewItself) return []
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
