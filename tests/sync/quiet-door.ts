import type { Door } from '#sync/ports.ts'

const nothing = async () => {}

/** What a phone that only reads does with the rest of its ledger: it has nothing to hand in, and misses nothing. */
export const quietDoor = {
  outbox: () => ({
    subscribe(next) {
      next([])
      return () => {}
    },
  }),
  answered: nothing,
  offered: nothing,
  noneOffered: nothing,
  handInAgain: nothing,
  head: nothing,
  time: async () => 'held',
  lacks: async () => [],
  older: async () => false,
  lost: async () => false,
  turnout: nothing,
  reset: nothing,
  freeze: nothing,
  refills: async () => [],
  keep: nothing,
} satisfies Omit<Door, 'absorb' | 'places' | 'place'>
