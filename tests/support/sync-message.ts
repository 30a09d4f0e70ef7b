import * as encoding from 'lib0/encoding'

/** A y-protocols sync message as any client may send it: 1 is a step 2, 2 an update. */
export function syncMessage(sort: 1 | 2, update: Uint8Array): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder()
  for (const number of [0, sort]) encoding.writeVarUint(encoder, number)
  encoding.writeVarUint8Array(encoder, update)
  return encoding.toUint8Array(encoder)
}
