import { seal } from '#entry/crypto.ts'
import type { Cbor, Hex8, Id } from '#entry/format.ts'
import type { Kind } from '#rulebook/kinds.ts'
import type { DeviceKeys } from '#server/village/keys.ts'

/** A phone of the village, as the bench holds it: its keys, and the next number it gives. */
export interface Pen {
  person: Hex8
  keys: DeviceKeys
  seq: number
}

/** Writes and signs an entry in somebody's name. */
export async function write<B>(
  pen: Pen,
  o: { village: Hex8; at: number },
  kind: Kind<B>,
  body: B,
  refs: Id[] = [],
): Promise<{ id: Id; bytes: Uint8Array }> {
  const { device, signing } = pen.keys
  const fields = { ...o, kind: kind.number, device, seq: ++pen.seq, refs }
  const { id, bytes } = await seal(signing, { ...fields, body: kind.body.write(body) as Cbor[] })
  return { id, bytes }
}
