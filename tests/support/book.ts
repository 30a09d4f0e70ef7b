import type { Cbor, Hex8, Id, Opened } from '#entry/format.ts'
import { encodeBody, encodeEntry, encodeHeader, NO_VILLAGE, type Fields } from '#entry/format.ts'
import { volumesOf } from '#rulebook/audience.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import { judge, read } from '#rulebook/judge.ts'
import type { Admission, Ground, Kind, Place, Placed } from '#rulebook/kinds.ts'
import { needsSecond } from '#rulebook/pending-offices.ts'
import { admissionOf, Roster } from '#rulebook/roster-index.ts'
import {
  deviceAdded,
  householdsRegistered,
  peopleImported,
  roleGranted,
  villageFounded,
  type Role,
} from '#rulebook/roster.ts'
import type { Verdict } from '#rulebook/verdict.ts'

/** A pure village of pre-opened entries: no keys, no sockets, the rulebook alone. Ids are counted, not hashed. */
export const VILLAGE: Hex8 = 'aa00000000000001'
const pad = (n: number, digits: number) => n.toString(16).padStart(digits, '0')
export const hex8 = (n: number): Hex8 => pad(n, 16)
// The number stands in front: volumes are named by the first digits.
export const hex32 = (n: number): Id => pad(n, 16).padEnd(64, '0')
export const HOUR = 3600 * 1000
export const DAY = 24 * HOUR
export const START = Date.UTC(2026, 2, 1)

let counter = 1000
const emptyKey = (n: number) => new Uint8Array(65).fill(n % 256)

const SALT = new Uint8Array(16)
const NO_SIGNATURE = new Uint8Array(64)

/** An opened entry with a good signature, as `open` would give it; its bytes decode, its signature is blank. */
export function opened<B>(
  kind: Kind<B>,
  body: B,
  given: Partial<Fields> & { id?: Id; signature?: Opened['signature']; proven?: boolean } = {},
): Opened {
  const { id = hex32(++counter), signature = 'good', proven = true, ...rest } = given
  const fields: Fields = {
    village: kind.number === villageFounded.number ? NO_VILLAGE : VILLAGE,
    kind: kind.number,
    device: hex8(0),
    seq: counter,
    at: START,
    refs: [],
    bodyHash: hex32(0),
    enc: 0,
    onBehalfOf: null,
    ...rest,
  }
  const written = kind.body.write(body) as Cbor[]
  const bytes = encodeEntry({
    header: encodeHeader(fields),
    signature: NO_SIGNATURE,
    body: encodeBody(SALT, written),
  })
  return { id, bytes, fields, body: written, signature, proven }
}

/** The village's people, by what they are. Device = person + 0x100. */
export const PEOPLE = {
  secretary: hex8(1),
  supervisor: hex8(2),
  committee: hex8(3),
  gridWorker: hex8(4),
  representative: hex8(5),
  villager: hex8(6),
  neighbour: hex8(7),
  child: hex8(8),
  migrant: hex8(9),
} as const
export type Someone = keyof typeof PEOPLE
export const phoneOf = (who: Someone): Hex8 => hex8(parseInt(PEOPLE[who], 16) + 0x100)
export const HOUSEHOLDS = [hex8(0x201), hex8(0x202), hex8(0x203)] as const
export const ROOT = hex8(0xfff)

/** A log in memory that places what the rulebook allows. */
export interface Book {
  roster: Roster
  placed: Placed[]
  now: number
  ground(volume: string, i: number): Ground
  /** Judges where the entry would stand next, without placing it. */
  judge(entry: Opened): Verdict
  /** Judges and places; throws where the verdict is not allowed. */
  enter(entry: Opened): Placed
  write<B>(who: Someone, kind: Kind<B>, body: B, refs?: Id[], at?: number): Opened
}

export function emptyBook(): Book {
  const roster = new Roster()
  const placed: Placed[] = []
  const admissions = new Map<Hex8, Admission>()
  const whereIs = new Map<Id, string>()
  const volumes = new Map<Id, string[]>()
  const authorOf = (entry: Opened) => admissions.get(entry.fields.device)?.person ?? entry.fields.device

  const book: Book = {
    roster,
    placed,
    now: START,
    ground: (volume, i) => ({
      village: VILLAGE,
      roster,
      device: (id) => admissions.get(id),
      find: (id) =>
        placed.find((one) => one.id === id && one.place.i < i && volumes.get(id)!.includes(volume)),
    }),
    judge(entry) {
      const known = read(entry)
      const place: Place = { i: placed.length + 1, at: book.now }
      const where = known && volumesOf(known, authorOf(entry), book.now, (id) => whereIs.get(id))
      return judge(entry, place, book.ground(where?.[0] ?? '', place.i))
    },
    enter(entry) {
      const verdict = book.judge(entry)
      if (verdict.is !== 'allowed') throw new Error(`not allowed: ${JSON.stringify(verdict)}`)
      const one: Placed = { ...read(entry)!, place: { i: placed.length + 1, at: book.now } }
      const where = volumesOf(one, authorOf(entry), book.now, (id) => whereIs.get(id))!
      whereIs.set(entry.id, where[0]!)
      volumes.set(entry.id, where)
      placed.push(one)
      const admission = admissionOf(one, one.place)
      if (admission) admissions.set(admission.device, admission)
      if (where[0] === 'roster') roster.enter(one)
      return one
    },
    write: (who, kind, body, refs = [], at = book.now) =>
      opened(kind, body, { device: phoneOf(who), refs, at }),
  }
  return book
}

const NAMES: Record<Someone, string> = {
  secretary: '陶书记',
  supervisor: '李监督',
  committee: '何委员',
  gridWorker: '赵网格',
  representative: '杨代表',
  villager: '王大婶',
  neighbour: '罗二哥',
  child: '张小妹',
  migrant: '陶在外',
}

export const founding = () =>
  opened(
    villageFounded,
    {
      name: '试村',
      relayKey: emptyKey(1),
      rootKey: emptyKey(2),
      secretary: { person: PEOPLE.secretary, name: NAMES.secretary, claimKey: emptyKey(3) },
      supervisor: { person: PEOPLE.supervisor, name: NAMES.supervisor, claimKey: emptyKey(4) },
      claimUntil: START + 7 * DAY,
      rulebook: 1,
      helpPhone: '',
    },
    { device: ROOT },
  )

export const admission = (who: Someone, device = phoneOf(who)) =>
  ({
    person: PEOPLE[who],
    device,
    key: emptyKey(9),
    sealingKey: emptyKey(9),
    nonce: new Uint8Array(16),
    proof: new Uint8Array(64),
    label: '',
  }) as const

/** The secretary's first phone stands without a claim here: the root admits nobody, so the test does. */
export function admitSecretary(book: Book): void {
  const first = opened(deviceAdded, admission('secretary'), { device: ROOT })
  const place = { i: book.placed.length + 1, at: book.now }
  book.placed.push({ ...read(first)!, place })
  const secretaryPhone = admissionOf(book.placed.at(-1)!, place)!
  const ground = book.ground
  book.ground = (volume, i) => {
    const g = ground(volume, i)
    return { ...g, device: (id) => (id === secretaryPhone.device ? secretaryPhone : g.device(id)) }
  }
}

/** Three households in two groups; everyone of PEOPLE with a phone, and their offices. */
export function villageBook(): Book {
  const book = emptyBook()
  book.enter(founding())
  admitSecretary(book)
  const [one, two, three] = HOUSEHOLDS
  book.enter(
    book.write('secretary', householdsRegistered, {
      lines: [
        { household: one, label: '陶家', group: 1 },
        { household: two, label: '王家', group: 1 },
        { household: three, label: '张家', group: 2 },
      ],
    }),
  )
  const at = (who: Someone) =>
    who === 'secretary' || who === 'committee' || who === 'migrant'
      ? one
      : who === 'child' || who === 'supervisor' || who === 'gridWorker'
        ? three
        : two
  const lines = (Object.keys(PEOPLE) as Someone[]).map((who) => ({
    person: PEOPLE[who],
    name: NAMES[who],
    household: at(who),
    voter: who !== 'child',
    member: who !== 'child',
    away: who === 'migrant',
  }))
  book.enter(book.write('secretary', peopleImported, { lines }))
  for (const who of Object.keys(PEOPLE) as Someone[])
    if (who !== 'secretary') book.enter(book.write('secretary', deviceAdded, admission(who)))
  const grant = (who: Someone, role: Role, scope: Hex8[] = []) =>
    book.enter(book.write('secretary', roleGranted, { person: PEOPLE[who], role, scope, until: 0 }))
  grant('committee', 'committee')
  grant('gridWorker', 'grid-worker', [two])
  grant('representative', 'villager-representative')
  grant('committee', 'household-representative', [one])
  grant('villager', 'household-representative', [two])
  grant('gridWorker', 'household-representative', [three])
  return book
}

/** Gives somebody an office, which another signs where it is pending until then (C5). */
export function giveOffice(book: Book, who: Someone, role: Role, second: Someone = 'supervisor'): Placed {
  const body = { person: PEOPLE[who], role, scope: [], until: 0 }
  const office = book.enter(book.write('secretary', roleGranted, body))
  if (needsSecond(role, book.roster.version(office.place)))
    book.enter(book.write(second, entryCosigned, {}, [office.id, office.id]))
  return office
}
