import { seal, villageIdOf } from '#entry/crypto.ts'
import { NO_VILLAGE, type Cbor, type Hex8, type Id } from '#entry/format.ts'
import type { ClaimLink } from '#rulebook/enrol.ts'
import { RULEBOOK } from '#rulebook/judge.ts'
import { villageFounded } from '#rulebook/roster.ts'
import { CLAIM_MS, newClaimKey, newHex8 } from './claims.ts'
import { newDevice } from './keys.ts'

export interface Founding {
  /** The village's first entry, signed by its root key. */
  bytes: Uint8Array
  id: Id
  village: Hex8
  /** The root key's private half (the number d of its P-256 pair, 64 hex digits): for paper, stored nowhere. */
  rootSecret: string
  secretary: ClaimLink
  supervisor: ClaimLink
}

/** Writes the founding of a village: its name, the relay's key, and its first two officers with their claim keys. */
export async function foundVillage(o: {
  name: string
  relayKey: Uint8Array
  secretary: string
  supervisor: string
  helpPhone?: string
  now: number
}): Promise<Founding> {
  const root = await newDevice(true)
  const [secretary, supervisor] = await Promise.all([firstOfficer(o.secretary), firstOfficer(o.supervisor)])
  const body = villageFounded.body.write({
    name: o.name,
    relayKey: o.relayKey,
    rootKey: root.key,
    secretary,
    supervisor,
    claimUntil: o.now + CLAIM_MS,
    rulebook: RULEBOOK,
    helpPhone: o.helpPhone ?? '',
  }) as Cbor[]
  const kind = villageFounded.number
  const unsigned = { village: NO_VILLAGE, kind, device: root.device, seq: 1, at: o.now, refs: [], body }
  const { bytes, id } = await seal(root.signing, unsigned)
  const village = (await villageIdOf(bytes))!
  return {
    bytes,
    id,
    village,
    rootSecret: Buffer.from((await crypto.subtle.exportKey('jwk', root.signing)).d!, 'base64url').toString(
      'hex',
    ),
    secretary: { village, person: secretary.person, claimKey: secretary.claimKey, secret: secretary.secret },
    supervisor: {
      village,
      person: supervisor.person,
      claimKey: supervisor.claimKey,
      secret: supervisor.secret,
    },
  }
}

const firstOfficer = async (name: string) => ({ name, person: newHex8(), ...(await newClaimKey()) })
