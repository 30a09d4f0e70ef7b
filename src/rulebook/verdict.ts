/** What became of an offer: the one list that judge(), relay and phone share. */
export const CODES = [
  'accepted',
  'duplicate',
  'busy',
  'ref-missing',
  'unknown-device',
  'unknown-version',
  'bad-encoding',
  'bad-signature',
  'wrong-village',
  'no-role',
  'out-of-scope',
  'device-revoked',
  'closed',
  'not-eligible',
  'fork',
  'too-large',
  'rate',
] as const
export type Code = (typeof CODES)[number]

/** Codes after which the same entry may still stand later; the relay keeps it, the phone waits. */
export const LATER: readonly Code[] = ['busy', 'ref-missing', 'unknown-device', 'unknown-version']

/** What an entry waits for. */
export type Waiting = 'unknown-device' | 'ref-missing' | 'roster' | 'newer-app'

/** 裁定: whether an entry may stand. `rule` is the id of the sentence in the rulebook's README. */
export type Verdict =
  { is: 'allowed' } | { is: 'refused'; rule: string; code: Code } | { is: 'waiting'; for: Waiting }

export const ALLOWED: Verdict = { is: 'allowed' }
export const refused = (rule: string, code: Code): Verdict => ({ is: 'refused', rule, code })
export const waiting = (reason: Waiting): Verdict => ({ is: 'waiting', for: reason })
