import { fromHex, sameBytes } from '#entry/bytes.ts'
import { nextChain, NO_CHAIN } from '#entry/chains.ts'
import { idOf, verify } from '#entry/crypto.ts'
import { decodeEntry } from '#entry/format.ts'
import { checkHead, type Head } from '#entry/heads.ts'
import type { Line } from '#entry/lines.ts'
import { readReceipt } from '#rulebook/wire.ts'
import type { PhoneOnBench } from './phone-on-bench.ts'

interface Record {
  volume: string
  epoch: number
  lines: (Line & { id: string })[]
  heads: [string, string][]
}
interface Proof {
  village: string
  relayKey: string
  alarms: { reason: string; volume: string; bytes: string[] }[]
  volumes: Record[]
}

/** The chain of a record's lines up to this one; undefined where lines are missing. */
async function chainAt({ volume, epoch, lines }: Record, k: number): Promise<Uint8Array | undefined> {
  let chain: Uint8Array = NO_CHAIN
  const upTo = lines.slice(0, k)
  for (const { id, ...line } of upTo) chain = await nextChain(volume, epoch, chain, line, id)
  return upTo.length === k && upTo.every((line, n) => line.k === n + 1) ? chain : undefined
}

/**
 * The reasons in a saved file that hold: read by somebody who trusts neither that phone nor the relay. He has the
 * village's book in `reader`, which tells him who may do what, and whose key is whose.
 */
export async function provenIn(
  file: string,
  reader: PhoneOnBench,
): Promise<{ told: string[]; proven: string[] }> {
  const proof = JSON.parse(file) as Proof
  const relayKey = fromHex(proof.relayKey)

  async function signed(head?: string, signature?: string): Promise<Head | undefined> {
    if (head === undefined || signature === undefined) return undefined
    return checkHead(relayKey, proof.village, { head: fromHex(head), signature: fromHex(signature) })
  }

  /** The line at which this entry stands in the volume, by a head that the relay signed over it. */
  async function lineOf(entry: Uint8Array, volume: string): Promise<Line | undefined> {
    const parts = decodeEntry(entry)
    const id = parts && (await idOf(parts.header))
    const record = proof.volumes.find((one) => one.volume === volume)
    const line = record?.lines.find((one) => one.id === id)
    for (const one of line ? record!.heads : []) {
      const head = await signed(...one)
      if (head?.volume !== volume || head.volumeEpoch !== record!.epoch || head.k < line!.k) continue
      const chain = await chainAt(record!, head.k)
      if (chain && sameBytes(chain, head.chain)) return line
    }
    return undefined
  }

  /** What the reader makes of an entry that the relay let in: the code of the rule that forbids it. */
  async function forbids(hex: string | undefined, volume: string): Promise<string | undefined> {
    const entry = fromHex(hex ?? '')
    const line = await lineOf(entry, volume)
    if (!line) return undefined
    const { made } = await reader.judge(entry, line.i, line.at)
    if (typeof made === 'string') return made
    return 'code' in made.standing ? made.standing.code : undefined
  }

  /** The relay signed that it has this entry under a number, and signed the volume's lines without it there. */
  async function isLost(volume: string, [entry, word, signature]: Uint8Array[]): Promise<boolean> {
    const receipt = word && readReceipt(word)
    const parts = decodeEntry(entry ?? new Uint8Array())
    const record = proof.volumes.find((one) => one.volume === volume)
    if (!receipt || !parts || !record || receipt.village !== proof.village) return false
    if (!(await verify(relayKey, 'xy1receipt', word, signature!))) return false
    if ((await idOf(parts.header)) !== receipt.id) return false
    for (const one of record.heads) {
      const head = await signed(...one)
      if (head?.volume !== volume || head.volumeEpoch !== record.epoch) continue
      // A restored relay says so by its epoch, and may lack what it had.
      if (head.relayEpoch !== receipt.relayEpoch || head.i < receipt.i) continue
      const chain = await chainAt(record, head.k)
      if (chain && sameBytes(chain, head.chain))
        return !record.lines.slice(0, head.k).some(({ id, i }) => id === receipt.id && i === receipt.i)
    }
    return false
  }

  async function isProven({ reason, volume, bytes }: Proof['alarms'][number]): Promise<boolean> {
    const [first, second] = [await signed(bytes[0], bytes[1]), await signed(bytes[2], bytes[3])]
    switch (reason) {
      case 'split':
        return (
          !!first &&
          !!second &&
          [first, second].every((head) => head.volume === volume) &&
          first.volumeEpoch === second.volumeEpoch &&
          first.k === second.k &&
          !sameBytes(first.chain, second.chain)
        )
      // Fewer entries than it had signed before, signed later, and not in the name of a relay that was restored.
      case 'older':
        return (
          !!first &&
          second?.volume === '' &&
          second.i < first.i &&
          second.at > first.at &&
          second.relayEpoch <= first.relayEpoch
        )
      // More entries than it had signed before, at an earlier time: an old head shown once more has no more of them.
      case 'time':
        return first?.volume === '' && second?.volume === '' && second.i > first.i && second.at < first.at
      case 'chain': {
        const record = proof.volumes.find((one) => one.volume === volume)
        if (!record || first?.volume !== volume || first.volumeEpoch !== record.epoch) return false
        const chain = await chainAt(record, first.k)
        return !!chain && !sameBytes(chain, first.chain)
      }
      case 'changed':
        return ['bad-signature', 'bad-encoding'].includes((await forbids(bytes[0], volume)) ?? '')
      case 'judged-otherwise':
        return !['bad-signature', 'bad-encoding', undefined].includes(await forbids(bytes[0], volume))
      case 'lost':
        return isLost(
          volume,
          bytes.slice(2).map((hex) => fromHex(hex)),
        )
      default:
        return false
    }
  }
  const told = new Set(proof.alarms.map(({ reason }) => reason))
  const checked = await Promise.all(
    proof.alarms.map(async (alarm) => ({ ...alarm, holds: await isProven(alarm) })),
  )
  const proven = [...told].filter((reason) =>
    checked.filter((one) => one.reason === reason).every(({ holds }) => holds),
  )
  return { told: [...told].sort(), proven: proven.sort() }
}
