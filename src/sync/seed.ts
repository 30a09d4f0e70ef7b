import * as encoding from 'lib0/encoding'
import type { ItemId } from './slice-check.ts'

const DELETED = 1

/**
 * An update that makes an empty document believe it has everything up to `last`: one struct of deleted content
 * as long as the count. So a volume of thousands of lines is followed without loading them, and the state vector
 * is right to the item. It is applied before a provider listens, hence never sent.
 */
export function seedUpdate(last: ItemId): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 1) // one client
  encoding.writeVarUint(encoder, 1) // with one struct
  encoding.writeVarUint(encoder, last.client)
  encoding.writeVarUint(encoder, 0)
  encoding.writeUint8(encoder, DELETED)
  encoding.writeVarUint(encoder, 1) // whose parent is named
  encoding.writeVarString(encoder, 'log')
  encoding.writeVarUint(encoder, last.clock + 1)
  encoding.writeVarUint(encoder, 0) // no delete set: deleted content says it itself
  return encoding.toUint8Array(encoder)
}
