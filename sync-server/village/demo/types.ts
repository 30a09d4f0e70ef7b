import type { Matter } from '#rulebook/thread.ts'
import type { HouseholdKey, PersonKey } from './people.ts'

export type GroupNumber = 1 | 2 | 3 | 4 | 5

export interface Place {
  county: string
  town: string
  village: string
}

export interface Group {
  number: GroupNumber
  name: string
}

export interface Household<Key extends string = string> {
  key: Key
  /** Named after its head, such as 陶德福家. */
  label: string
  group: GroupNumber
}

export interface Person<Key extends string = string, Home extends string = string> {
  key: Key
  name: string
  household: Home
  group: GroupNumber
  /** Eighteen or over. */
  voter: boolean
  /** Has a smartphone; who has none writes nothing and votes on paper. */
  phone: boolean
  /** Where someone who works away, or a child living there with them, is. */
  away?: string
  /** Casts the household's vote; exactly one in each household. */
  represents?: true
  note?: string
}

export interface GridWorker<Key extends string = string, Home extends string = string> {
  person: Key
  households: readonly Home[]
}

export interface Offices<Key extends string = string, Home extends string = string> {
  /** The Party branch secretary, also the director of the village committee. */
  secretary: Key
  registrar: Key
  /** The head of the supervisory committee. */
  supervisor: Key
  /** All of the supervisory committee, its head among them. */
  supervisoryMembers: readonly Key[]
  /** The village committee besides its director. */
  committeeMembers: readonly Key[]
  gridWorkers: readonly GridWorker<Key, Home>[]
  representatives: readonly Key[]
  partyMembers: readonly Key[]
}

/** 通知, 政策, 重大事项, 村务 */
export type NoticeKind = 'notice' | 'policy' | 'major' | 'affairs'

export interface Correction {
  /** Days after the notice itself. */
  daysAfter: number
  title: string
  text: string
  /** Why, in a sentence; it is shown beside the new version. */
  reason: string
}

export interface Notice {
  key: string
  kind: NoticeKind
  title: string
  /** Paragraphs are parted by an empty line. */
  text: string
  by: PersonKey
  daysAgo: number
  displayDays: number
  pinned?: true
  /** For the households of the grid worker who wrote it; otherwise for the whole village. */
  scope?: 'grid'
  correction?: Correction
}

export interface Remark {
  key: string
  by: PersonKey
  /** May be a fraction of a day. */
  daysAgo: number
  text: string
  /** An earlier remark of the same thread that is itself no reply. */
  replyTo?: string
}

export interface Thread {
  key: string
  title: string
  matter: Matter
  by: PersonKey
  daysAgo: number
  text: string
  remarks: readonly Remark[]
}

export type RuleId = 'va' | 'vra' | 'vg' | 'ca' | 'pm' | 'ask'

export interface VoteOption {
  key: string
  label: string
}

export interface Ballot {
  by: PersonKey
  /** Option keys, between the vote's `choose.min` and `choose.max`. */
  choice: readonly string[]
}

export interface Vote {
  key: string
  /** The thread it stands in. */
  thread: string
  by: PersonKey
  kind: 'approve' | 'single' | 'multiple'
  rule: RuleId
  /** One ballot for each household, by the person who represents it, or one for each adult. */
  basis: 'household' | 'adult'
  question: string
  text: string
  options: readonly VoteOption[]
  choose: { min: number; max: number }
  opensDaysAgo: number
  /** Below nought: closed so many days ago. */
  closesDaysAhead: number
  /** Hours after closing in which a ballot cast in time on a phone without network may still arrive. */
  windowHours: number
  results: 'hidden' | 'live'
  ballots: readonly Ballot[]
}

export interface Claim {
  person: PersonKey
  role: 'secretary' | 'supervisor' | 'committee' | 'grid' | 'away' | 'villager'
  zh: string
  en: string
}

export type { HouseholdKey, PersonKey }
