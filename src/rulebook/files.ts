/** What both ends of a file's way keep to. */
export const FILES = {
  /** Then the file's hash: HEAD asks how far it has come, PATCH goes on from there, GET gives it, in ranges. */
  path: '/v1/files/',
  /** On a link of 50 kbit/s five seconds: more on its way, and no ping would come through in time. */
  partBytes: 32 * 1024,
  /** Of one device, into the relay (A9). */
  bytesPerDay: 20 * 1024 * 1024,
  /** Files that come in at the same time. */
  atOnce: 64,
  /** A request of which nothing comes for so long is over (ms). */
  silentMs: 60_000,
} as const

/** The headers, after the IETF's draft of resumable uploads; a whole number each. */
export const UPLOAD = {
  /** How far the file has come; from where on this part goes. */
  offset: 'upload-offset',
  /** How large all of it is, as the entry says. */
  length: 'upload-length',
} as const
