import type { Identity } from '#identity/identity.ts'
import type { Ledger } from '#ledger/ledger.ts'
import { firstOf } from './first-of.ts'

/**
 * Gives a revoked phone new keys, and asks in the name that the roster has for its person. What it could not hand in
 * stays in the book as it was written: nothing of it may go out under the new keys unasked.
 */
export async function askAnew(identity: Identity, ledger: Ledger): Promise<void> {
  const self = identity.self()
  const person = self?.membership?.person
  const known = person && (await firstOf(ledger.read.roster())).person(person, { i: Infinity })?.name
  await identity.askAnew(self?.name || known || '')
}
