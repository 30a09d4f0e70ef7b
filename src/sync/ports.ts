import type { Cbor, Hex8, Id } from '#entry/format.ts'
import type { Head, SignedHead } from '#entry/heads.ts'
import type { DraftNews } from '#rulebook/draft.ts'
import type { Answer, PhoneRoom, Turnout } from '#rulebook/wire.ts'

/** What sync needs of the ledger: the one door in, and the outbox. The pen fits it. */
export interface Door {
  absorb(
    slice: { volume: string; epoch: number; from: number },
    items: readonly Uint8Array[],
  ): Promise<'done' | 'gap' | 'frozen'>
  /** `relayEpoch`: in which the relay gave them. */
  answered(answers: readonly Answer[], relayEpoch: number, sign: Signer): Promise<void>
  offered(ids: readonly Id[]): Promise<void>
  noneOffered(): Promise<void>
  handInAgain(): Promise<void>
  outbox(): {
    subscribe(next: (out: Outgoing[]) => void, failed: (error: unknown) => void): () => void
  }
  places(): Promise<Place[]>
  place(volume: string): Promise<Place | undefined>
  head(head: Head, signed: SignedHead): Promise<void>
  /** earlier: than a time that the relay signed before; older: its book is shorter than it had signed. */
  time(head: Head, signed: SignedHead): Promise<'held' | 'earlier' | 'older'>
  /** What this phone has beyond the number of the relay that greets with this head. */
  lacks(head: Head): Promise<Lack[]>
  /** Keeps as proof that the relay's book lacks what it had signed; given back, only if that was in vain. True: kept. */
  older(signed: SignedHead, o: { before?: SignedHead | undefined; isGivenBack: boolean }): Promise<boolean>
  /** Whether what the relay said it received is missing from all it sent under this head; it is handed in again. */
  lost(signed: SignedHead): Promise<boolean>
  turnout(turnout: Turnout, signed: { bytes: Uint8Array; signature: Uint8Array }): Promise<void>
  reset(volume: string, epoch: number): Promise<void>
  freeze(volume: string, reason: 'not-an-append' | 'fork', bytes: Uint8Array[]): Promise<void>
  refills(
    volume: string,
    from: number,
    maxBytes: number,
  ): Promise<{ volume: string; from: number; items: Uint8Array[]; head: SignedHead }[]>
  keep(name: string, value: unknown): Promise<void>
}

/** A file to hand in or to fetch. */
export interface FileJob {
  is: 'send' | 'fetch'
  hash: Id
  size: number
}

/** What sync needs of the files on this phone. */
export interface FileDoor {
  jobs(): { subscribe(next: (jobs: FileJob[]) => void, failed: (error: unknown) => void): () => void }
  toSend(hash: Id): Promise<Uint8Array | undefined>
  sent(hash: Id, upTo: number): Promise<void>
  /** How many bytes of a file that is fetched are here. */
  come(hash: Id): Promise<number>
  got(hash: Id, from: number, bytes: Uint8Array, now: number): Promise<'more' | 'done' | 'damaged' | 'again'>
  trouble(hash: Id, trouble: 'absent' | 'damaged' | 'refused'): Promise<void>
  again(): Promise<unknown>
}

/** Lines that this phone has and the relay lacks; `due`: its signature over them, where it must ask for them. */
export interface Lack {
  volume: string
  from: number
  to: number
  due?: SignedHead
}
export interface Outgoing {
  id: Id
  entry: Uint8Array
  later: boolean
}
export interface Place {
  name: string
  epoch: number
  k: number
  chain: Uint8Array
  /** The newest signed head that the lines agree with. */
  head?: SignedHead
  frozen?: string
}

/** Signs what must be signed anew. */
export type Signer = (draft: {
  kind: number
  body: Cbor[]
  refs: Id[]
  at: number
}) => Promise<{ bytes: Uint8Array }>

/** What a phone tells of itself for who looks after the village's phones: its app, and how its storage is. */
export interface AboutPhone {
  app: string
  room: PhoneRoom
}

/** Who connects, and to whom. */
export interface Caller {
  village: Hex8
  person: Hex8
  device: Hex8
  relayKey: Uint8Array
  about?(): AboutPhone | undefined
  greet(message: Uint8Array): Promise<Uint8Array>
  sign: Signer
}

/** The drafts that a connection carries. */
export interface DraftChannels {
  /** `generation`: which minutes of its debate it is for. */
  open(name: string, generation: number): void
  say(name: string, payload: Uint8Array): void
  shut(name: string): void
}

/** How a session ended; `retryAfterMs` where the relay said when to come back. */
export interface Ended {
  code: number
  /** Anything at all came over this socket. */
  wasHeard: boolean
  wasWelcome: boolean
  retryAfterMs: number | undefined
  /** This phone could not store what came, or there is a bug: what comes next time will fare no better. */
  hasFailed: boolean
}

export interface SessionNews {
  /** The relay lets this phone in; `token`: for what goes by HTTP meanwhile. */
  welcome(token: string): void
  /** Whether a file is on its way beside this connection, so that answers may queue behind it. */
  isCarrying(): boolean
  /** A signed time of the village: what it is now or, of what was signed before it came, what it is at least. */
  time(at: number, is: 'now' | 'at-least'): void
  heard(): void
  changed(): void
  /** Requests for admission that wait for this registrar. */
  requests(requests: Uint8Array[]): void
  relayEpoch(epoch: number): Promise<boolean>
  alarm(): void
  draft(name: string, what: DraftNews): void
  /** The phone could not store what came, or there is a bug. */
  failed(error: unknown): void
}

/** One connection to the relay, from the greeting to the end. */
export interface Session {
  isWelcome(): boolean
  /** Everything the relay had is here, and everything here was handed in or answered. */
  isCurrent(): boolean
  /** Whether all was answered, though some may wait at the relay. */
  isSettled(): boolean
  open(volume: string): Promise<void>
  drafts: DraftChannels
  /** Asks the relay whether it is there; `heard` follows, or the end. */
  ask(): void
  close(code?: number): void
  ended: Promise<Ended>
}
