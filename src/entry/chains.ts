import { sha256 } from './crypto.ts'
import { encodeCbor, fromHex, joinBytes, type Id } from './format.ts'
import { lineBytes, type Line } from './lines.ts'

const PREFIX = new TextEncoder().encode('xy1log\0')

/** The chain before a volume's first line. */
export const NO_CHAIN = new Uint8Array(32)

/** The next link of a volume's chain: whoever knows it knows every line before it, in order. */
export const nextChain = (
  volume: string,
  volumeEpoch: number,
  chain: Uint8Array,
  line: Line,
  id: Id,
): Promise<Uint8Array> =>
  // Name and epoch are CBOR, hence self-delimiting: no two volumes can share a preimage.
  sha256(
    joinBytes(PREFIX, encodeCbor(volume), encodeCbor(volumeEpoch), chain, lineBytes(line), fromHex(id, 32)),
  )
