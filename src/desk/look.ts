import { openFounding, readClaim } from '#identity/hand.ts'
import { keyWords } from '#rulebook/key-words.ts'
import type { Looked } from './desk.ts'

/**
 * Looks where a claim link leads. The village's name comes from the relay at this address, and counts only where its
 * founding is the one that the link names: whoever else answers here cannot show a name of his own.
 */
export async function look(
  fragment: string,
  fetchFounding: () => Promise<Uint8Array | undefined>,
): Promise<Looked> {
  const claim = readClaim(fragment)
  if (!claim) return { is: 'damaged' }
  const bytes = await fetchFounding()
  if (!bytes) return { is: 'no-network' }
  const founding = await openFounding(bytes)
  if (founding?.village !== claim.village) return { is: 'another-village' }
  const { name, secretary, supervisor } = founding.body
  const person = [secretary, supervisor].find((one) => one.person === claim.person)?.name
  return { is: 'village', name, secretary: secretary.name, words: keyWords(founding.id), person }
}
