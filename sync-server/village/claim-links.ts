import { issueClaim, revokeDevice } from '#rooms/roster/acts.ts'
import type { Hex8 } from '#entry/format.ts'
import type { ClaimLink } from '#rulebook/enrol.ts'
import type { Admission } from '#rulebook/kinds.ts'
import { MAX_DEVICES_PER_PERSON } from '#rulebook/roster.ts'
import type { Book } from '#server/book.ts'
import { CLAIM_MS, newClaimKey } from './claims.ts'
import { standing, type Pen } from './pen.ts'

/** Until when a link holds is said a little short of the rule's seven days: clocks differ by seconds. */
const MARGIN_MS = 60_000

export interface GivenLink {
  claim: ClaimLink
  until: number
}

/** The registrar gives out a link for a person. */
export async function giveLink(pen: Pen, person: Hex8): Promise<GivenLink> {
  const { claimKey, secret } = await newClaimKey()
  const until = Date.now() + CLAIM_MS - MARGIN_MS
  standing(await issueClaim(pen, { person, claimKey, until }))
  return { claim: { village: pen.me!.village, person, claimKey, secret }, until }
}

const ANY_PLACE = { i: Infinity }

/** The devices of a person that are heard, oldest first. */
export const activeDevices = (book: Book, person: Hex8): Admission[] =>
  book
    .devicesOf(person)
    .filter((one) => !book.roster.isRevoked(one.device, ANY_PLACE))
    .sort((a, b) => a.i - b.i)

/** Whether a person has as many devices as a person may have: a link would admit none more. */
export const hasNoRoom = (book: Book, person: Hex8): boolean =>
  activeDevices(book, person).length >= MAX_DEVICES_PER_PERSON

/** Makes room for one more device by revoking the oldest, but for the registrar's own; tells which. */
export async function makeRoom(book: Book, pen: Pen, person: Hex8): Promise<Hex8 | undefined> {
  if (!hasNoRoom(book, person)) return undefined
  const oldest = activeDevices(book, person).find((one) => one.device !== pen.keys.device)!
  standing(await revokeDevice(pen, oldest.device, '换手机'))
  return oldest.device
}

/** Whether a link was used, or its time is over. */
export const isSpent = (book: Book, { claim, until }: GivenLink, now: number): boolean =>
  now >= until || !book.roster.claim(claim.claimKey, ANY_PLACE)
