// A pure village of any size in which somebody may vote: who lives where and what he is, as a test says.
import type { Hex8 } from '#entry/format.ts'
import { countVote, type Count } from '#rulebook/count.ts'
import type { Placed } from '#rulebook/kinds.ts'
import {
  deviceAdded,
  householdsRegistered,
  peopleImported,
  roleGranted,
  rulebookAdopted,
  type Role,
} from '#rulebook/roster.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { ballotCast, voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import {
  admission,
  admitSecretary,
  DAY,
  emptyBook,
  founding,
  hex8,
  HOUR,
  opened,
  START,
  type Book,
} from './book.ts'
import { announcedBefore } from './texts.ts'

export interface Somebody {
  voter?: boolean
  member?: boolean
  /** Whether he stands for his household. */
  speaks?: boolean
  /** Whether the villagers chose him to speak for them. */
  chosen?: boolean
  party?: boolean
}
export interface Home {
  group: number
  people: Somebody[]
}
/** Somebody of the village, with what he is called in it. */
export type Resident = Required<Somebody> & { person: Hex8; home: number; group: number }

const homeId = (n: number) => hex8(0x1000 + n)
const personId = (n: number) => hex8(0x2000 + n)
const phoneId = (person: Hex8) => hex8(parseInt(person, 16) + 0x10000)

/** The village under the second rulebook, a day after its phones were let in. The secretary lives elsewhere. */
export function assembly(homes: readonly Home[]) {
  const book = emptyBook()
  book.enter(founding())
  admitSecretary(book)
  const residents: Resident[] = homes
    .flatMap(({ group, people }, home) => people.map((one) => ({ ...nobody, ...one, home, group })))
    .map((one, n) => ({ ...one, person: personId(n) }))
  book.enter(book.write('secretary', rulebookAdopted, { rulebook: 2 }))
  const households = homes.map(({ group }, n) => ({ household: homeId(n), label: `第${n + 1}户`, group }))
  if (households.length) book.enter(book.write('secretary', householdsRegistered, { lines: households }))
  const lines = residents.map(({ person, home, voter, member }) => ({
    person,
    name: '某人',
    household: homeId(home),
    voter,
    member,
    away: false,
  }))
  for (let from = 0; from < lines.length; from += 100)
    book.enter(book.write('secretary', peopleImported, { lines: lines.slice(from, from + 100) }))
  const grant = (person: Hex8, role: Role, scope: Hex8[] = []) =>
    book.enter(book.write('secretary', roleGranted, { person, role, scope, until: 0 }))
  for (const { person, home, speaks, chosen, party } of residents) {
    const device = phoneId(person)
    book.enter(book.write('secretary', deviceAdded, { ...admission('secretary', device), person }))
    if (speaks) grant(person, 'household-representative', [homeId(home)])
    if (chosen) grant(person, 'villager-representative')
    if (party) grant(person, 'party-member')
  }
  book.now = START + DAY
  const thread = book.enter(book.write('secretary', threadOpened, { title: '路', text: '修不修。' }))
  return {
    book,
    residents,
    open: (given: Pick<VoteTerms, 'quorum' | 'basis'> & Partial<VoteTerms>): Vote => {
      const terms = { ...asked, ...announcedBefore(START, given.quorum), ...given }
      return voteIn(
        book,
        book.enter(book.write('secretary', voteOpened, terms, [thread.id])) as Placed<VoteTerms>,
      )
    },
  }
}
const nobody = { voter: true, member: false, speaks: false, chosen: false, party: false }
const asked = {
  ...{
    question: '路要不要加宽?',
    sort: 'approve' as const,
    options: [],
    min: 1,
    max: 1,
    group: null,
    hidden: true,
  },
  ...{ closesAt: START + 5 * DAY, collectMs: 72 * HOUR },
}

/** A vote of an assembly. */
const voteIn = (book: Book, opening: Placed<VoteTerms>) => ({
  /** Casts by a phone of one's own, as the rulebook lets. */
  cast({ person }: Resident, choice: number) {
    const given = { device: phoneId(person), refs: [opening.id], at: book.now }
    book.enter(opened(ballotCast, { choices: [choice] }, given))
  },
  count(): Count {
    const mine = book.placed.filter(({ fields }) => fields.refs[0] === opening.id)
    return countVote(opening, mine, book.roster, book.ground('', Infinity).device)
  },
})
export type Vote = ReturnType<typeof voteIn>
