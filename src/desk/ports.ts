import type { Pen } from '#ledger/pen.ts'
import type { DraftLine, DraftNews } from '#rulebook/draft.ts'
import type { JoinRequest } from '#rulebook/enrol.ts'

/** What the desk needs of sync; main.ts passes it on once sync is loaded. */
export interface SyncPort {
  link(): {
    state: 'off' | 'trying' | 'up' | 'current' | 'barred'
    lastReached: number | undefined
    barredBy: number
    isFull: boolean
  }
  watch(changed: () => void): () => void
  syncNow(): Promise<'all-received' | 'still-here' | 'no-network'>
  open(volume: string): void
  requests(): JoinRequest[]
  draft(name: string, generation: number, hear: (what: DraftNews) => void): DraftLine
}

/** What joining needs of the relay before there is a session. */
export interface NetPort {
  founding(relay: string): Promise<Uint8Array | undefined>
  handInRequest(relay: string, request: Uint8Array): Promise<'handed-in' | 'no-network' | 'too-many'>
  admit(relay: string, entries: Uint8Array[]): Promise<'accepted' | 'closed' | 'refused' | 'no-network'>
}

/** The pen, loaded after the first paint; rejects where this phone has not joined. */
export type PenPort = () => Promise<Pen>
