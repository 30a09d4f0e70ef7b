import type { Id } from '#entry/format.ts'
import { COSIGN_WITHIN_MS, COSIGNED_SINCE } from './cosign.ts'
import type { BodyOf, Place, Placed } from './kinds.ts'
import type { roleEnded, roleGranted, Role } from './roster.ts'
import { Timelines } from './timelines.ts'

/** The offices that somebody holds only once a second person has signed (C5). */
export const SIGNED_BY_TWO: readonly Role[] = [
  'secretary',
  'registrar',
  'committee',
  'supervisor',
  'branch-officer',
  'township',
]

/** Whether an office given under a version of the rulebook waits for a second signature. */
export const needsSecond = (role: Role, version: number): boolean =>
  version >= COSIGNED_SINCE && SIGNED_BY_TWO.includes(role)

/** An office as it was given. */
export type Given = Placed<BodyOf<typeof roleGranted>>
const named = ({ person, role }: { person: string; role: Role }) => `${person} ${role}`

/**
 * What waits for a second signature, entered in the order of the roster. Of what somebody is given twice the last waits;
 * an office that is ended, or whose giving is taken back, waits no longer.
 */
export class PendingOffices {
  private given = new Map<Id, Given>()
  private last = new Timelines<Given | null>()

  give(office: Given) {
    this.given.set(office.id, office)
    this.last.set(named(office.body), office.place.i, office)
  }
  end({ body, place }: Placed<BodyOf<typeof roleEnded>>) {
    this.last.set(named(body), place.i, null)
  }
  /** The office that takes effect by a second signature; undefined where it signs none that waits. */
  sign({ fields, place }: Placed): Given | undefined {
    const office = this.given.get(fields.refs[1] ?? '')
    if (!office || !this.waits(office, place)) return undefined
    this.last.set(named(office.body), place.i, null)
    return office
  }
  /** Whether an office still waits at a place. */
  waits({ id, body }: Pick<Given, 'id' | 'body'>, { i }: Pick<Place, 'i'>): boolean {
    return this.last.before(named(body), i)?.id === id
  }
  /** All that wait at a place and can still be signed, in the order in which they were given. */
  all({ i, at }: Place): Given[] {
    return [...this.last.all(i)]
      .flatMap(([, office]) => (office && at - office.place.at <= COSIGN_WITHIN_MS ? [office] : []))
      .sort((a, b) => a.place.i - b.place.i)
  }
}
