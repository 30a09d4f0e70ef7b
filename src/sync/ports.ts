import type { Cbor, Hex8, Id } from '#entry/format.ts'
import type { Head, SignedHead } from '#entry/heads.ts'
import type { Answer, PhoneRoom, Turnout } from '#rulebook/wire.ts'

/** What sync needs of the ledger: the one door in, and the outbox. The pen fits it. */
export interface Door {
  absorb(
    slice: { volume: string; epoch: number; from: number },
    items: readonly Uint8Array[],
  ): Promise<'done' | 'gap' | 'frozen'>
  answered(answers: readonly Answer[], sign: Signer): Promise<void>
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
  /** Keeps as proof that the relay did not ask for what its book lacks. */
  older(signed: SignedHead): Promise<void>
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
