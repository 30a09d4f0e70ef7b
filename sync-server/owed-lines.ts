import type { Id } from '#entry/format.ts'
import { DEVICES } from '#rulebook/volumes.ts'
import type { Log, StoredEntry } from './log.ts'

export interface OwedLine {
  volume: string
  id: Id
}
const PREFIX = 'owed/'
const NOTED = new Uint8Array([1])
/** Ballots that phones do not keep, and the devices' own volume: put together again from copies in other volumes. */
const isPutTogether = (volume: string) => volume === DEVICES || volume.startsWith('ballots/')

/**
 * Lines that a restored book still owes: their entries came back in another volume. Noted in the same batch as
 * these, as a relay that ends before it has put them back would otherwise never know of them.
 */
export function openOwedLines(log: Log, note: (key: string, value: Uint8Array | undefined) => void) {
  const owed = new Map<string, OwedLine>()
  const keyOf = ({ volume, id }: OwedLine) => `${PREFIX}${volume} ${id}`
  for (const [key] of log.metas(PREFIX)) {
    const [volume, id] = key.slice(PREFIX.length).split(' ')
    owed.set(key, { volume: volume!, id: id! })
  }
  return {
    all: (): OwedLine[] => [...owed.values()],

    /** An entry came back. */
    owe({ id, volumes }: StoredEntry) {
      for (const volume of volumes.filter(isPutTogether)) {
        owed.set(keyOf({ volume, id }), { volume, id })
        note(keyOf({ volume, id }), NOTED)
      }
    },

    /** Its line in this volume is there. */
    paid(line: OwedLine) {
      if (owed.delete(keyOf(line))) note(keyOf(line), undefined)
    },
  }
}
