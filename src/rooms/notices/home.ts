import type { Desk } from '#desk/desk.ts'
import { turned } from '#desk/turned.ts'
import { noticeCorrected, noticePublished } from '#rulebook/notice.ts'
import { readNotices } from '#rulebook/notice-reading.ts'
import type { Shown } from '#rulebook/shown.ts'
import { Megaphone, PencilLine } from '#ui/icons.ts'
import type { HomeItem, RoomHome } from '../door.ts'
import { paths } from '../paths.ts'
import { words } from './words.ts'

/** As many rows as the home screen can have use for; corrections come with what they correct. */
const NEWEST = 60

const rows = (desk: Desk) => desk.watch({ kinds: [noticePublished, noticeCorrected], newest: NEWEST })

function newsIn(desk: Desk, all: Shown[]): HomeItem[] {
  const w = words[desk.comfort.language]
  const { shown } = readNotices(all, desk.now() ?? Date.now())
  const standing = shown.filter((one) => one.current.standing.is !== 'refused')
  return standing.map(({ id, current, pinned, publishedAt, earlier }) => ({
    key: `notice.${id}`,
    title: current.body.title,
    detail:
      earlier.length > 0 ? `${w.sorts[current.body.sort]} · ${w.corrected}` : w.sorts[current.body.sort],
    at: publishedAt,
    path: paths.notice(id),
    icon: Megaphone,
    pinned,
  }))
}

function waitingIn(desk: Desk, all: Shown[]): HomeItem[] {
  const w = words[desk.comfort.language]
  const { shown, over } = readNotices(all, desk.now() ?? Date.now())
  const mine: HomeItem[] = []
  for (const one of [...shown, ...over])
    for (const version of [one.current, ...one.pending])
      if (version.own && version.standing.is === 'refused')
        mine.push({
          key: `notice.refused.${version.id}`,
          title: version.body.title,
          detail: w.homeRefused,
          at: version.at,
          path: paths.notice(one.id),
          icon: PencilLine,
        })
  return mine
}

const home: RoomHome = {
  news: (desk) => turned(rows(desk), (all) => newsIn(desk, all)),
  waiting: (desk) => turned(rows(desk), (all) => waitingIn(desk, all)),
}
export default home
