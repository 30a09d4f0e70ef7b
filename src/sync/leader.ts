import type { DraftWord } from './draft-lines.ts'

/** One tab holds the socket for all tabs of a phone. */
export interface Leadership {
  /** Gives the lead up and asks for it no more. */
  stop(): void
}

interface Locks {
  request(name: string, o: { signal: AbortSignal }, deed: () => Promise<void>): Promise<void>
}

/**
 * Leads as soon as no other tab does; `lead` is given a promise that resolves when the lead must be given up.
 * Without Web Locks every tab leads: more sockets, and still correct, as all that is sent is idempotent.
 */
export function leadAlone(
  name: string,
  lead: (over: Promise<void>) => Promise<void>,
  locks: Locks | undefined = (globalThis.navigator as { locks?: Locks } | undefined)?.locks,
): Leadership {
  let stop = () => {}
  const over = new Promise<void>((resolve) => (stop = resolve))
  if (!locks) {
    void lead(over)
    return { stop }
  }
  const abort = new AbortController()
  locks
    .request(name, { signal: abort.signal }, () => lead(over))
    .catch((error: unknown) => {
      if ((error as Error).name !== 'AbortError') throw error
    })
  return {
    stop() {
      stop()
      abort.abort()
    },
  }
}

/** What tabs of one phone tell each other. */
export type TabNews =
  | { is: 'sync-now' }
  | { is: 'open'; volume: string }
  | { is: 'link'; link: SharedLink }
  | { is: 'time'; at: number }
  | { is: 'requests'; requests: Uint8Array[] }
  | { is: 'who-leads' }
  | { is: 'who-writes' }
  | { is: 'draft'; name: string; word: DraftWord }

export interface SharedLink {
  state: 'off' | 'trying' | 'up' | 'current' | 'barred'
  isSettled: boolean
  lastReached: number | undefined
  barredBy: number
  /** This phone had no room for what came, and has not caught up since. */
  isFull: boolean
  /** Counts attempts that have ended, so that who waits for one can tell. */
  tries: number
}

export interface Tabs {
  tell(news: TabNews): void
  close(): void
}

/** The other tabs; without BroadcastChannel there are none. */
export function otherTabs(name: string, heard: (news: TabNews) => void): Tabs {
  let channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(name)
  if (channel) channel.onmessage = ({ data }) => heard(data as TabNews)
  return {
    tell: (news) => channel?.postMessage(news),
    close() {
      channel?.close()
      // Who still has something to say, a page that is on its way out for one, says it to nobody.
      channel = undefined
    },
  }
}
