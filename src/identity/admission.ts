import { open, sign, villageIdOf, seal, type Unsigned } from '#entry/crypto.ts'
import { sameBytes, toHex, type Hex8, type Opened } from '#entry/format.ts'
import { readApproval, readClaim, type Approval, type ClaimLink } from '#rulebook/enrol.ts'
import { isKind, type Read } from '#rulebook/kinds.ts'
import { read } from '#rulebook/judge.ts'
import { claimMessage, ownKeyOf, proofOf } from '#rulebook/roster-rules.ts'
import { deviceAdded, deviceClaimed, villageFounded } from '#rulebook/roster.ts'
import { SAME_ORIGIN, type Membership, type Self } from './self.ts'

export type Accepted = { joined: Membership } | 'not-for-this-phone' | 'damaged' | 'not-proven'

const P256 = { name: 'ECDSA', namedCurve: 'P-256' }

interface Checked {
  village: Hex8
  founding: Opened
  keys: Map<Hex8, Uint8Array>
}

/** Opens one entry of a chain with the keys that the chain itself has proven so far. */
async function next(bytes: Uint8Array, keys: Map<Hex8, Uint8Array>): Promise<Read | undefined> {
  const keyOf: Parameters<typeof open>[1]['keyOf'] = (fields, body) =>
    ownKeyOf(fields, body) ?? keys.get(fields.device)
  const opened = await open(bytes, { keyOf, proofOf })
  if (typeof opened === 'string' || opened.signature !== 'good' || !opened.proven) return undefined
  return read(opened)
}

/** The founding, then each admission signed by a device admitted before it. Rights wait for the roster. */
async function checkChain(chain: Uint8Array[]): Promise<Checked | undefined> {
  const founding = chain[0] && (await open(chain[0], { keyOf: ownKeyOf, proofOf }))
  const village = chain[0] && (await villageIdOf(chain[0]))
  if (!founding || typeof founding === 'string' || founding.signature !== 'good' || !village) return undefined
  const keys = new Map<Hex8, Uint8Array>()
  for (const bytes of chain.slice(1)) {
    const entry = await next(bytes, keys)
    if (!entry || entry.fields.village !== village) return undefined
    if (isKind(entry, deviceClaimed)) keys.set(entry.fields.device, entry.body.key)
    else if (isKind(entry, deviceAdded)) keys.set(entry.body.device, entry.body.key)
    else return undefined
  }
  return { village, founding, keys }
}

/** Checks an approval against this phone's own request, without network: keys, nonce, village, signatures. */
export async function checkApproval(bytes: Uint8Array, self: Self): Promise<Accepted> {
  const approval: Approval | undefined = readApproval(bytes)
  if (!approval) return 'damaged'
  const checked = await checkChain(approval.chain)
  if (!checked || checked.founding.id !== approval.founding) return 'not-proven'
  const entry = await next(approval.admission, checked.keys)
  if (!entry || !isKind(entry, deviceAdded) || entry.fields.village !== checked.village) return 'not-proven'
  const { body } = entry
  const forUs =
    body.device === self.device && sameBytes(body.nonce, self.nonce) && sameBytes(body.key, self.key)
  if (!forUs || body.person !== approval.person) return 'not-for-this-phone'
  return {
    joined: {
      village: checked.village,
      person: body.person,
      founding: approval.chain[0]!,
      relayKey: relayKeyOf(checked.founding)!,
      relay: approval.relay === SAME_ORIGIN ? '' : approval.relay,
      admission: approval.admission,
      chain: approval.chain,
    },
  }
}

const relayKeyOf = (founding: Opened): Uint8Array | undefined => {
  const entry = read(founding)
  return entry && isKind(entry, villageFounded) ? entry.body.relayKey : undefined
}

/** A village's first entry, its signature checked; which village it makes follows from its bytes. */
export async function openFounding(bytes: Uint8Array) {
  const checked = await checkChain([bytes])
  const entry = checked && read(checked.founding)
  return entry && isKind(entry, villageFounded)
    ? { village: checked.village, id: entry.id, body: entry.body }
    : undefined
}

/** A claim link read, with its village's founding checked against the village that the link names. */
export async function checkClaim(
  fragment: string,
  founding: Uint8Array,
): Promise<{ claim: ClaimLink; relayKey: Uint8Array } | undefined> {
  const claim = readClaim(fragment)
  const checked = claim && (await checkChain([founding]))
  const relayKey = checked && relayKeyOf(checked.founding)
  return claim && relayKey && checked.village === claim.village ? { claim, relayKey } : undefined
}

/** The device.claimed entry with which this phone admits itself. */
export async function claimEntry(self: Self, claim: ClaimLink, seq: number, at: number): Promise<Uint8Array> {
  const secret = claim.secret as Uint8Array<ArrayBuffer>
  const claimKey = await crypto.subtle.importKey('pkcs8', secret, P256, false, ['sign'])
  const proof = await sign(claimKey, 'xy1claim', claimMessage(claim.village, self.key, self.sealingKey))
  const body = deviceClaimed.body.write({
    person: claim.person,
    key: self.key,
    sealingKey: self.sealingKey,
    claimKey: claim.claimKey,
    proof,
    label: '',
  })
  const unsigned: Unsigned = {
    village: claim.village,
    kind: deviceClaimed.number,
    device: self.device,
    seq,
    at,
    refs: [],
    body: body as Unsigned['body'],
  }
  return (await seal(self.signing.privateKey, unsigned)).bytes
}

/** Whether an own admission was made with this claim link: then it is handed in again, not made anew. */
export async function isClaimedWith(admission: Uint8Array, claim: ClaimLink): Promise<boolean> {
  const entry = await next(admission, new Map())
  return !!entry && isKind(entry, deviceClaimed) && toHex(entry.body.claimKey) === toHex(claim.claimKey)
}
