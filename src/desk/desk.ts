import type { Hex8, Id } from '#entry/format.ts'
import type { SignedHead } from '#entry/heads.ts'
import type { Line } from '#entry/lines.ts'
import type { Reason } from '#ledger/book.ts'
import type { HeadQuery } from '#ledger/head.ts'
import type { Listing, ListQuery } from '#ledger/listing.ts'
import type { DraftLine, DraftNews } from '#rulebook/draft.ts'
import type { Approval, JoinRequest } from '#rulebook/enrol.ts'
import type { Kind } from '#rulebook/kinds.ts'
import type { Joined, LateBallot, Pair, SaidAgainst, SaidWhy } from '#rulebook/ballot-box.ts'
import type { Count } from '#rulebook/count.ts'
import type { MandateRead } from '#rulebook/mandate-reading.ts'
import type { PaperRead } from '#rulebook/paper-reading.ts'
import type { Vouch } from '#rulebook/vouch-reading.ts'
import type { Roster } from '#rulebook/roster-index.ts'
import type { Shown } from '#rulebook/shown.ts'
import type { Verdict } from '#rulebook/verdict.ts'
import type { BallotBody } from '#rulebook/vote.ts'
import type { Turnout } from '#rulebook/wire.ts'

/** Who is using this phone. */
export interface Me {
  village: Hex8
  person: Hex8
  device: Hex8
}

/** What became of an own entry at once: the rulebook's verdict on this phone, or what the phone could not do. */
export type Written =
  { id: Id; verdict: Verdict } | { failed: 'storage-full' | 'storage-broken' | 'not-joined' | 'too-large' }

/** What an act needs: a person and a pen. The command line has one as well as the phone. */
export interface Writing {
  readonly me: Me | undefined
  /**
   * Signs an entry and enters it into the ledger. `refs`: what it is about, first the subject; `onBehalfOf`: for whom it is
   * done, where that is somebody else.
   */
  write<B>(kind: Kind<B>, body: B, refs?: Id[], onBehalfOf?: Hex8): Promise<Written>
}

/** A value that goes on: `next` is called now and whenever it changes, until the returned stop. */
export interface Watched<T> {
  subscribe(next: (value: T) => void, failed: (error: unknown) => void): () => void
}

/** The sync light: one glance tells whether this phone is up to date. */
export interface Link {
  /** off: no network or relay not reached; trying; up: session stands; current: everything received and handed in. */
  state: 'off' | 'trying' | 'up' | 'current' | 'barred'
  /** Own entries that the relay has not answered yet, and of these how many are on their way now. */
  unsent: number
  handing: number
  /** When the relay was last heard (this phone's clock, ms); undefined: never. */
  lastReached: number | undefined
  /** Why the relay does not let this phone in: a final close code of rulebook/wire CLOSE, 0 otherwise. */
  barredBy: number
  /** This phone has no room for what comes, and takes nothing new until there is some. */
  isFull: boolean
  /** What came from the relay and did not hold, and of which no proof was saved yet: the phone warns of it. */
  alarms: number
}

/** How 现在同步 ended. */
export type SyncOutcome =
  | { is: 'all-received' }
  | { is: 'still-here'; unsent: number }
  | { is: 'no-network'; lastReached: number | undefined }

/** Text being typed, kept while typing. Fields are the form's own, all text. */
export interface Unsent {
  key: string
  /** What the home screen says of it, and the path at which it is continued. */
  title: string
  path: string
  fields: Record<string, string>
  savedAt: number
}

/** Comfort on this phone: nothing of it leaves it. */
export interface Comfort {
  letterSize: 1 | 1.15 | 1.3 | 1.5 | 1.75
  elder: boolean
  contrast: 'normal' | 'high'
  theme: 'auto' | 'light' | 'dark'
  language: 'zh' | 'en'
}

export interface StorageState {
  persisted: boolean
  /** Bytes, as the browser estimates them; undefined where it does not say. */
  used: number | undefined
  quota: number | undefined
  /** Whether every screen opens without network; undefined where the browser does not say. */
  wholeApp: boolean | undefined
}

/** Something from the relay that did not hold; kept as it came, so that it can be shown to others. */
export interface Alarm {
  name: string
  reason: Reason
  /** The volume; empty where it is the village's time. */
  volume: string
  /** This phone's clock (ms). */
  at: number
  bytes: Uint8Array[]
}

/** What this phone has of a volume's lines, and the heads that the relay signed over them. */
export interface SignedRecord {
  volume: string
  epoch: number
  lines: (Line & { id: Id })[]
  heads: SignedHead[]
}

/** A vote as it stands on this phone. */
export interface VoteStanding {
  /** The relay's word while results are hidden; undefined: never heard. */
  turnout: Turnout | undefined
  /** The recount of the ballots in this phone's book; undefined while they are not given out. */
  count: Count | undefined
  /** Whether the count is final: closed by the village's time, and every ballot up to a signed head is here. */
  final: boolean
  /** The latest time that the relay signed about this vote (ms): it is no earlier, whatever this phone knows. */
  notBefore: number
  /** Own ballots in the book or on this phone, the last one the one that counts. */
  own: Shown<BallotBody> | undefined
  /** Why people voted as they did, as far as their ballots are given out and say so. */
  reasons: SaidWhy[]
  /** Who voted against, or not for what most chose, as far as the ballots are given out. */
  against: SaidAgainst[]
  /** Whose ballots came after closing, as far as they are given out. */
  late: LateBallot[]
  /** Whose ballots differ without a word on which holds, as far as they are given out. */
  pairs: Pair[]
  /** Lists of paper ballots that this phone has: what its person entered or is to witness, and all once given out. */
  papers: PaperRead[]
  /** Those of them that count, once this phone has counted: a witness's phone may be new to the vote. */
  witnessed: ReadonlySet<string> | undefined
  /** Mandates that this phone has: those that concern its person, and all once given out. */
  mandates: MandateRead[]
  /** What this person cast for others, and others for him, by the mandate that it names. */
  byMandate: Map<Id, Shown<BallotBody>>
  /** Who cast only from phones that are new to the vote, as far as ballots are given out: not counted. */
  unvouched: Hex8[]
  /** A supervisor's words on new phones, as far as this phone knows them. */
  vouches: Vouch[]
  /** Whether ballots from this phone wait for such a word. */
  isNewPhone: boolean
  /** Who stands on a sign-up list, by when he joined; empty where the vote is none. */
  joined: Joined[]
}

/** What a claim link leads to, before it is used: the village by its founding, checked against the link. */
export type Looked =
  | {
      is: 'village'
      name: string
      /** As the founding names him; another may hold the office by now. */
      secretary: string
      words: string[]
      /** For whom the link is, where the founding itself says it. */
      person: string | undefined
    }
  | { is: 'damaged' | 'no-network' | 'another-village' }

/** Joining the village and letting others in. */
export interface Joining {
  /** none; asked: a request was made, no approval yet; unverified: roster not arrived; member; revoked. */
  state(): Watched<'none' | 'asked' | 'unverified' | 'member' | 'revoked'>
  /** Makes (once) and returns this phone's request. */
  request(name: string): Promise<Uint8Array>
  /** Hands the request in at the relay, so that a registrar finds it at his desk. */
  handInRequest(relay?: string): Promise<'handed-in' | 'no-network' | 'too-many'>
  /** On a revoked phone: new keys and, where its person's name is known, a new request. Words and drafts stay. */
  askAnew(): Promise<void>
  /** Takes an approval made for this phone's request. */
  accept(approval: Uint8Array): Promise<'joined' | 'not-for-this-phone' | 'damaged' | 'not-proven'>
  /** Looks where a claim link leads, and uses nothing up. */
  look(fragment: string): Promise<Looked>
  /** Takes a claim link's fragment. */
  claim(fragment: string): Promise<'joined' | 'used-or-over' | 'damaged' | 'no-network' | 'refused'>
  /** Requests that were handed in at the relay, for a registrar. */
  requests(): Watched<JoinRequest[]>
  /** After device.added was written for a request: what the new phone must scan. */
  approvalFor(admission: Id): Promise<Approval>
  /** Makes a new claim key: its public half for claim.issued, and the link to give away. */
  newClaim(person: Hex8): Promise<{ claimKey: Uint8Array; link(): string }>
}

/** A file that an entry brings, as this phone has it. */
export interface FileState {
  /** unsent: only here, or the relay has not all of it; wanted: on its way here; here: all of it. */
  state: 'unsent' | 'wanted' | 'here'
  size: number
  /** Bytes that the relay has, or that have come from it. */
  done: number
  /** absent: the relay does not have it (yet); damaged: what came is not it; refused: the relay does not take it. */
  trouble?: 'absent' | 'damaged' | 'refused'
}

/** 文件: what entries bring besides their words. */
export interface Files {
  /** Keeps what was made here until an entry that brings it has gone, and then hands it in. */
  keep(bytes: Uint8Array): Promise<{ hash: Id } | { failed: 'storage-full' | 'storage-broken' }>
  look(hash: Id): Watched<FileState | undefined>
  /** All of it, as something to show; undefined where it is not here. */
  open(hash: Id, type: string): Promise<Blob | undefined>
  /** Fetches it when there is a network. */
  want(hash: Id, size: number): Promise<void>
}

/** What is known of a matter that was just opened. */
export interface Opened {
  rows: Shown[]
  /** All of it; otherwise its newest words, with all that was done to them, and what else was said of it. */
  isWhole: boolean
}

/** 办事桌: all that a room gets. */
export interface Desk extends Writing {
  /** Everything about one subject, in no promised order. */
  about(subject: string): Watched<Shown[]>
  /** The same, but what of it is newest before all of it; `newest` of the many. */
  opened(subject: string, query: HeadQuery): Watched<Opened>
  /** Rows of some kinds, newest first; `newest` limits how many of each. */
  watch(query: { kinds: readonly Kind[]; newest?: number }): Watched<Shown[]>
  /** What a list of subjects is read from, at a cost by the number of subjects. */
  list(query: ListQuery): Watched<Listing>
  /** Own entries, newest first. */
  own(): Watched<Shown[]>
  /** The roster as this phone has it, with the place that means now. */
  roster(): Watched<{ roster: Roster; now: { i: number; at: number } }>
  /** All admitted devices; asks the relay for the volume that has them. */
  devices(): Watched<Shown[]>
  /** A vote as it stands; `before`: counted from the ballots that came before this number of the village. */
  vote(opening: Id, before?: number): Watched<VoteStanding>
  /** The village's time (ms); undefined while it is not sure (then closing times show 待核实). */
  now(): number | undefined
  /** That time as it becomes known: without it, a screen opened before the relay was heard would stay unsure. */
  time: Watched<number | undefined>
  unsent: {
    load(key: string): Promise<Unsent | undefined>
    save(draft: Omit<Unsent, 'savedAt'>): Promise<void>
    drop(key: string): Promise<void>
    all(): Watched<Unsent[]>
  }
  /** Opens a draft that several write together, by its name; `generation`: which minutes of its debate it is for. */
  together(name: string, generation: number, hear: (what: DraftNews) => void): DraftLine
  /** Loaded with the first one that is added or looked at. */
  files(): Promise<Files>
  /** The hashes of files made here of which the village has not all. */
  filesOnlyHere(): Watched<Id[]>
  /** Whether the book on this phone has an entry, of whomever and however it stands. */
  holds(id: Id): Promise<boolean>
  /** Deletes an own refused entry from this phone, once its text has been taken elsewhere. */
  discard(id: Id): Promise<void>
  link: Watched<Link>
  /** What did not hold, the newest first. */
  alarms(): Watched<Alarm[]>
  /** Volumes of which this phone takes nothing more, as they did not hold. */
  frozen(): Watched<string[]>
  /** The proof of so many alarms was saved; of these nobody need be warned any more. */
  alarmsSaved(count: number): Promise<void>
  /** A volume's lines and signed heads, for a proof; undefined where this phone has none. */
  record(volume: string): Promise<SignedRecord | undefined>
  syncNow(): Promise<SyncOutcome>
  storage(): Promise<StorageState>
  /** Everything not handed in, as a file to carry. */
  exportUnsent(): Promise<Blob>
  importUnsent(file: Blob): Promise<{ taken: number; known: number; damaged: number }>
  /** Subjects opened on this phone and when, for "new since". */
  seen(subject: string): Promise<number | undefined>
  markSeen(subject: string): Promise<void>
  joining: Joining
  comfort: Comfort
}
