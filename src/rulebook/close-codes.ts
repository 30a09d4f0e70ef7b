/** Close codes: 4400 to 4499 are final, the others come back after a while. */
export const CLOSE = {
  protocol: 4400,
  session: 4401,
  revoked: 4403,
  fork: 4409,
  appTooOld: 4426,
  goingAway: 1012,
  busy: 1013,
  slow: 4503,
} as const
