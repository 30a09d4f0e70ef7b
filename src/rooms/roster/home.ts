import type { Desk, Watched } from '#desk/desk.ts'
import { roleWords } from '#desk/role-words.ts'
import { followed, steady, together, turned } from '#desk/turned.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import { effectOf } from '#rulebook/cosign-reading.ts'
import { toBase64url, type JoinRequest } from '#rulebook/enrol.ts'
import { SIGNED_BY_TWO } from '#rulebook/pending-offices.ts'
import { roleGranted } from '#rulebook/roster.ts'
import { ofKind, type Shown } from '#rulebook/shown.ts'
import { PencilLine, Smartphone } from '#ui/icons.ts'
import type { HomeItem, RoomHome } from '../door.ts'
import { paths } from '../paths.ts'
import { pendingOffices, type Now } from './readings.ts'
import { words } from './words.ts'

/** Of each kind: when a village begins, an office may stand before a hundred households' representatives. */
const NEWEST = 200

// Only a registrar is given requests, so for everybody else none waits here.
const requestsIn = (desk: Desk, requests: readonly JoinRequest[]): HomeItem[] => {
  const w = words[desk.comfort.language]
  return requests.map((request) => {
    const nonce = toBase64url(request.nonce)
    return {
      key: `admit.${nonce}`,
      title: w.homeRequest(request.name),
      detail: w.homeRequestHint,
      at: undefined,
      path: `${paths.admit}?request=${nonce}`,
      icon: Smartphone,
    }
  })
}

/** Offices that this person may sign as the second one. */
export const officesToSign = (desk: Desk, rows: readonly Shown[], known: Now): HomeItem[] => {
  const { language } = desk.comfort
  return pendingOffices(rows, desk.me?.person, known)
    .filter(({ mayI, isSigned }) => mayI && !isSigned)
    .map(({ id, person, role, at }) => ({
      key: `cosign.${id}`,
      title: known.roster.person(person, known.now)?.name ?? words[language].unknownPerson,
      detail: words[language].homeOffice(roleWords[language][role]),
      at,
      path: paths.person(person),
      icon: PencilLine,
    }))
}

/** What may wait; to read the roster for it takes a weak phone longer than all the rest. */
const mayWait = (desk: Desk, rows: readonly Shown[]): boolean =>
  ofKind(rows, roleGranted).some(
    (row) => SIGNED_BY_TWO.includes(row.body.role) && effectOf(row, rows, desk.now()).is === 'pending',
  )
const offices = (desk: Desk): Watched<HomeItem[]> =>
  followed(desk.watch({ kinds: [roleGranted, entryCosigned], newest: NEWEST }), (rows) =>
    mayWait(desk, rows)
      ? turned(desk.roster(), (known) => officesToSign(desk, rows, known))
      : steady<HomeItem[]>([]),
  )

const home: RoomHome = {
  news: () => steady([]),
  waiting: (desk) =>
    turned(together(desk.joining.requests(), offices(desk)), ([requests, toSign]) => [
      ...requestsIn(desk, requests),
      ...toSign,
    ]),
}
export default home
