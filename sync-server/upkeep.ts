import type { Hex8 } from '#entry/format.ts'
import { villageDay } from '#rulebook/village-time.ts'
import { ROLES, type Role } from '#rulebook/roster.ts'
import type { Admitted, Book } from './book.ts'
import { entriesByDay } from './entries-by-day.ts'
import type { Log } from './log.ts'
import { openPhones, type Met } from './phones.ts'
import { openRefusals } from './refusals.ts'

/** Notes wait this long to be written together: a phone that comes and goes costs the disk nothing more. */
const WRITE_MS = 60_000
/** Whose silence the village notices: who decides, registers, publishes or watches. */
const OFFICES: readonly Role[] = ROLES.filter(
  (role) => !['household-representative', 'villager-representative', 'party-member'].includes(role),
)

/** An admitted phone as the technician sees it: no name, and of its owner the group and the public offices. */
export interface PhoneFacts {
  device: Hex8
  group: number | undefined
  offices: Role[]
  /** The village's day on which it was admitted. */
  admitted: number
  /** What is known of its last visit; undefined where it has not been here yet. */
  met: Met | undefined
  isHere: boolean
}

/** What the relay remembers for who looks after it: beside the book, no part of it, and in no export. */
export function openUpkeep(o: {
  log: Log
  book: Book
  now(): number
  /** Devices that are connected now. */
  here(): Iterable<Hex8>
  note(what: string, facts?: object): void
}) {
  const phones = openPhones(o)
  const refusals = openRefusals(o)
  const admittedOn = new Map<Hex8, number>()
  let today = villageDay(o.now())
  let writtenAt = o.now()
  let writing = Promise.resolve()

  function write(): Promise<void> {
    writtenAt = o.now()
    const meta = [...phones.takeChanges(), ...refusals.takeChanges()]
    // Counts are no reason to end the relay; whether the disk still takes entries, those will show.
    if (meta.length)
      writing = writing
        .then(() => o.log.append({ entries: [], places: [], meta }))
        .catch(() => o.note('notes for the technician were not kept'))
    return writing
  }

  /** Looked up once: an admission stays where it stands, and the book is read for each. */
  function dayAdmitted({ device, entry }: Admitted): number {
    const day = admittedOn.get(device) ?? villageDay(o.book.entry(entry)?.at ?? o.now())
    admittedOn.set(device, day)
    return day
  }

  function factsOf(one: Admitted, here: Set<Hex8>): PhoneFacts {
    const { device, person } = one
    const place = { i: Infinity, at: o.now() }
    const { roster } = o.book
    const household = roster.person(person, place)?.household
    return {
      device,
      group: household ? roster.household(household, place)?.group : undefined,
      offices: OFFICES.filter((role) => roster.holds(person, place, role)),
      admitted: dayAdmitted(one),
      met: phones.met(device),
      isHere: here.has(device),
    }
  }

  return {
    greet: phones.greet,
    refused: refusals.count,

    /** Every phone that may be heard. */
    phones(): PhoneFacts[] {
      const here = new Set(o.here())
      return o.book
        .devices()
        .filter((one) => !o.book.roster.isRoot(one.person))
        .filter((one) => !o.book.roster.isRevoked(one.device, { i: Infinity }))
        .map((one) => factsOf(one, here))
    },
    refusedWithin: refusals.total,
    entriesByDay: (days: number) => entriesByDay(o.log, villageDay(o.now()), days),
    villageName: (): string => o.book.roster.founding?.body.name ?? '',

    /** Once a second: a new day, and what has waited to be written. */
    tick() {
      if (villageDay(o.now()) !== today) {
        today = villageDay(o.now())
        for (const device of o.here()) phones.stay(device)
        phones.forget()
        refusals.forget()
      }
      if (o.now() - writtenAt >= WRITE_MS) void write()
    },
    /** Writes what is new; resolves when it is on disk. */
    write,
  }
}
export type Upkeep = ReturnType<typeof openUpkeep>
