import type { Roster } from '#rulebook/roster-index.ts'
import type { BodyOf, Place } from '#rulebook/kinds.ts'
import { mayBeProxy, staysAtHome, type mandateGiven } from '#rulebook/mandate.ts'
import { rollLines } from '#rulebook/roll-reading.ts'
import type { VoteTerms } from '#rulebook/vote.ts'
import { picturesIn } from './draft-pictures.ts'

/** The form as a draft keeps it: with whom, and on paper its witness and its pictures. */
export type MandateFields = Record<'person' | 'witness' | 'pictures', string>
export const BLANK_MANDATE: MandateFields = { person: '', witness: '', pictures: '' }

/** Somebody who can be chosen. */
export interface OnePerson {
  person: string
  name: string
  home: string
}

const order = new Intl.Collator('zh-CN')
const byHome = (home: string | undefined) => (a: OnePerson, b: OnePerson) =>
  Number(b.home === home) - Number(a.home === home) ||
  order.compare(a.home, b.home) ||
  order.compare(a.name, b.name)

const labelsIn = (roster: Roster, now: Place) => (household: string | null) =>
  household ? (roster.household(household, now)?.label ?? '') : ''

/** Everyone of the village but this person, by household. */
export function othersOf(me: string, roster: Roster, now: Place): OnePerson[] {
  const labelOf = labelsIn(roster, now)
  return roster
    .villagers(now)
    .filter(({ person }) => person !== me)
    .map(({ person, name, household }) => ({ person, name, home: labelOf(household) }))
    .sort(byHome(undefined))
}

/** Who may cast this person's ballot, his own household first. */
export function proxiesFor(
  me: string,
  terms: VoteTerms,
  roster: Roster,
  roll: Place,
  now: Place,
): OnePerson[] {
  const labelOf = labelsIn(roster, now)
  const own = roster.person(me, now)?.household ?? null
  return roster
    .villagers(now)
    .filter(({ person, household }) => {
      const isNear = !staysAtHome(terms) || household === own
      return person !== me && isNear && mayBeProxy(roster, person, now, roll)
    })
    .map(({ person, name, household }) => ({ person, name, home: labelOf(household) }))
    .sort(byHome(labelOf(own)))
}

/** Whose ballot this person may be asked to cast, his own household first. */
export function giversTo(me: string, terms: VoteTerms, roster: Roster, roll: Place, now: Place): OnePerson[] {
  const own = roster.person(me, now)?.household
  const label = own ? roster.household(own, now)?.label : undefined
  return rollLines(terms, roster, roll, now)
    .flatMap(({ person, name = '', household }) => (person ? [{ person, name, home: household }] : []))
    .filter(({ person, home }) => person !== me && (!staysAtHome(terms) || home === label))
    .sort(byHome(label))
}

export interface WrongMandate {
  person?: true
  witness?: true
  pictures?: true
}

/** What does not fit yet; the rulebook judges the same when it is signed (D3). */
export function wrongMandate({ person, witness, pictures }: MandateFields, onPaper: boolean): WrongMandate {
  const wrong: WrongMandate = {}
  if (!person) wrong.person = true
  if (onPaper && !witness) wrong.witness = true
  if (onPaper && picturesIn(pictures).length === 0) wrong.pictures = true
  return wrong
}

/** The mandate as it is signed. */
export const mandateIn = (
  { person, witness, pictures }: MandateFields,
  me: string,
  onPaper: boolean,
): BodyOf<typeof mandateGiven> =>
  onPaper
    ? { giver: person, proxy: me, witness, attachments: picturesIn(pictures) }
    : { giver: me, proxy: person, witness: null, attachments: [] }
