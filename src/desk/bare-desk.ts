import { keepComfort } from './comfort.ts'
import type { Desk } from './desk.ts'

const noBook = (): never => {
  throw new Error('the book is not open')
}

/** What the screens before the book have of a desk: letter size and language, and nothing else. */
export const bareDesk = (): Desk => ({
  me: undefined,
  write: noBook,
  about: noBook,
  opened: noBook,
  watch: noBook,
  list: noBook,
  own: noBook,
  roster: noBook,
  devices: noBook,
  vote: noBook,
  now: () => undefined,
  time: { subscribe: () => () => {} },
  unsent: { load: noBook, save: noBook, drop: noBook, all: noBook },
  together: noBook,
  files: noBook,
  holds: noBook,
  discard: noBook,
  link: { subscribe: () => () => {} },
  alarms: noBook,
  frozen: noBook,
  filesOnlyHere: noBook,
  alarmsSaved: noBook,
  record: noBook,
  syncNow: noBook,
  storage: noBook,
  exportUnsent: noBook,
  importUnsent: noBook,
  seen: noBook,
  markSeen: noBook,
  joining: {
    state: noBook,
    request: noBook,
    askAnew: noBook,
    handInRequest: noBook,
    accept: noBook,
    look: noBook,
    claim: noBook,
    requests: noBook,
    approvalFor: noBook,
    newClaim: noBook,
  },
  comfort: keepComfort(),
})
