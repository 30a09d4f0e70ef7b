import { fromHex, sameBytes } from '#entry/bytes.ts'
import { nextChain, NO_CHAIN } from '#entry/chains.ts'
import { idOf, verify } from '#entry/crypto.ts'
import { decodeEntry } from '#entry/format.ts'
import { readHead } from '#entry/heads.ts'
import type { Line } from '#entry/lines.ts'

interface Proof {
  relayKey: string
  alarms: { reason: string; volume: string; bytes: string[] }[]
  volumes: { volume: string; epoch: number; lines: (Line & { id: string })[]; heads: [string, string][] }[]
}

/** The reasons in a saved file that can be checked from the file alone, by somebody who trusts no phone and no relay. */
export async function provenIn(file: string): Promise<{ told: string[]; proven: string[] }> {
  const proof = JSON.parse(file) as Proof
  const isSigned = (head?: string, signature?: string) =>
    head !== undefined &&
    signature !== undefined &&
    verify(fromHex(proof.relayKey), 'xy1head', fromHex(head), fromHex(signature))

  /** Whether the relay signed that this entry stands in the volume. */
  async function stands(entry: string, volume: string) {
    const id = await idOf(decodeEntry(fromHex(entry))!.header)
    const record = proof.volumes.find((one) => one.volume === volume)
    const [head, signature] = record?.heads[0] ?? []
    const end = head && readHead(fromHex(head))
    if (!record || !end || !(await isSigned(head, signature))) return false
    const lines = record.lines.filter(({ k }) => k <= end.k)
    let chain: Uint8Array = NO_CHAIN
    for (const { id: one, ...line } of lines) chain = await nextChain(volume, record.epoch, chain, line, one)
    return sameBytes(chain, end.chain) && lines.some((line) => line.id === id)
  }

  async function isProven({ reason, volume, bytes: [one, two, three, four] }: Proof['alarms'][number]) {
    switch (reason) {
      case 'split':
      case 'older':
      case 'time':
        return (await isSigned(one, two)) && (await isSigned(three, four))
      case 'chain':
      case 'lost':
        return isSigned(one, two)
      case 'changed':
      case 'judged-otherwise':
        return stands(one!, volume)
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
