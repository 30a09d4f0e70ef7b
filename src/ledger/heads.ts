import { readHead, type Head, type SignedHead } from '#entry/heads.ts'
import { sameBytes } from '#entry/format.ts'
import { emptyVolume, type Book, type EvidenceRow, type LineRow, type VolumeRow } from './book.ts'
import { evidence } from './evidence.ts'
import { writing } from './writing.ts'

/** A volume after new lines: its waiting head compared, if the lines have now reached it. */
export function compareHeads(
  volume: VolumeRow,
  lines: readonly LineRow[],
): { volume: VolumeRow; alarm?: EvidenceRow } {
  const { ahead } = volume
  const head = ahead && readHead(ahead.head)
  if (!head) return { volume }
  const line = lines.find((one) => one.k === head.k)
  if (!line) return { volume }
  if (!sameBytes(line.chain, head.chain))
    return { volume, alarm: chainAlarm(volume.name, head, [ahead.head, ahead.signature]) }
  const { ahead: _, ...rest } = volume
  return { volume: { ...rest, head: ahead } }
}

const chainAlarm = (volume: string, head: Head, bytes: Uint8Array[]) =>
  evidence('chain', volume, bytes, String(head.k))

/**
 * Takes a head whose signature was checked. It is compared with the line it speaks of, now or when that line
 * comes; two signed heads of one place with different chains are proof that the relay tells two histories.
 */
export const takeHead = (book: Book, head: Head, signed: SignedHead): Promise<void> =>
  writing(book, [book.volumes, book.lines, book.evidence], async () => {
    const volume = (await book.volumes.get(head.volume)) ?? emptyVolume(head.volume, head.volumeEpoch)
    if (volume.frozen || volume.epoch !== head.volumeEpoch) return
    const split = splitWith(volume, head, signed)
    const line = await book.lines.get([head.volume, head.k])
    const differs = line && !sameBytes(line.chain, head.chain)
    if (split || differs) {
      const alarm = split ?? chainAlarm(head.volume, head, [signed.head, signed.signature])
      await book.evidence.put(alarm)
      await book.volumes.put({ ...volume, frozen: alarm.reason })
      return
    }
    if (line || head.k === 0) await book.volumes.put({ ...volume, head: newer(volume.head, head, signed) })
    else await book.volumes.put({ ...volume, ahead: newer(volume.ahead, head, signed) })
  })

const newer = (old: SignedHead | undefined, head: Head, signed: SignedHead): SignedHead => {
  const other = old && readHead(old.head)
  return other && (other.k > head.k || (other.k === head.k && other.at > head.at)) ? old : signed
}

function splitWith(volume: VolumeRow, head: Head, signed: SignedHead): EvidenceRow | undefined {
  for (const old of [volume.head, volume.ahead]) {
    const other = old && readHead(old.head)
    if (!other || other.k !== head.k || sameBytes(other.chain, head.chain)) continue
    const bytes = [old.head, old.signature, signed.head, signed.signature]
    return evidence('split', volume.name, bytes, String(head.k))
  }
  return undefined
}
