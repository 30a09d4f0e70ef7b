import type { DraftLine, DraftNews } from '#rulebook/draft.ts'
import type { Session } from './ports.ts'

/** What tabs of one phone tell each other of a draft: whatever one says, all others hear. */
export type DraftWord =
  { is: 'open'; generation: number } | { is: 'said'; payload: Uint8Array } | { is: 'close' } | DraftNews

/** The drafts that are open in this tab, over the socket of whichever tab holds it. */
export function draftLines(o: {
  /** Of this tab, where it holds the socket. */
  session(): Session | undefined
  tell(name: string, word: DraftWord): void
}) {
  const mine = new Map<string, { generation: number; hear(what: DraftNews): void }>()

  function toRelay(name: string, word: DraftWord) {
    const session = o.session()
    if (!session?.isWelcome()) return
    if (word.is === 'said') session.drafts.say(name, word.payload)
    else if (word.is === 'open') session.drafts.open(name, word.generation)
    // Another tab that has it open hears that it is away, and asks for it again.
    else if (word.is === 'close' && !mine.has(name)) session.drafts.shut(name)
  }
  function spread(name: string, word: DraftWord) {
    o.tell(name, word)
    toRelay(name, word)
  }

  return {
    /** `generation`: which minutes of its debate it is for. */
    open(name: string, generation: number, hear: (what: DraftNews) => void): DraftLine {
      mine.set(name, { generation, hear })
      spread(name, { is: 'open', generation })
      return {
        say: (payload) => spread(name, { is: 'said', payload }),
        close() {
          if (!mine.delete(name)) return
          spread(name, { is: 'close' })
        },
      }
    },
    /** Every draft that is open here is asked for: there is a connection, or another tab has one. */
    ask() {
      for (const [name, { generation }] of mine) spread(name, { is: 'open', generation })
    },
    fromSession(name: string, what: DraftNews) {
      mine.get(name)?.hear(what)
      o.tell(name, what)
    },
    fromTab(name: string, word: DraftWord) {
      const here = mine.get(name)
      if (word.is === 'said') here?.hear({ is: 'heard', payload: word.payload })
      else if (word.is !== 'open' && word.is !== 'close') {
        here?.hear(word)
        if (here && word.is === 'away') o.tell(name, { is: 'open', generation: here.generation })
      }
      toRelay(name, word)
    },
  }
}
