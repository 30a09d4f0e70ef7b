// The file that `village -- import` reads: it makes a book in which everything holds, or none, and says so in a sentence.
import { createMemoryLog } from '#server/memory-log.ts'
import { Refusal } from '#server/village/command.ts'
import { exportLines } from '#server/village/export.ts'
import { importLines } from '#server/village/import.ts'
import { verifyLog } from '#server/village/verify.ts'
import { foundTestVillage, type TestVillage } from '#support/village.ts'
import { must, type Surface } from './surface.ts'

/** As many entries as make a village in which somebody may speak; a longer file would only be slower to read. */
const ENTRIES = 6

/** The export of a village's first entries. */
async function exported(v: TestVillage): Promise<string[]> {
  const whole = await verifyLog(v.log)
  if (whole.is === 'faulty') throw new Error(whole.en)
  const [head, ...lines] = [...exportLines(whole.entries, v.clock.now)]
  const short = [
    JSON.stringify({ ...JSON.parse(head!), entries: ENTRIES, heads: [] }),
    ...lines.slice(0, ENTRIES),
  ]
  const log = createMemoryLog()
  await importLines(log, short)
  const result = await verifyLog(log)
  if (result.is === 'faulty') throw new Error(result.en)
  return [...exportLines(result.entries, v.clock.now, log.lastPlaces())]
}

type One = Record<string, unknown>
/** The same file with something changed in one of its lines. */
const changed = (lines: string[], n: number, change: (one: One) => unknown) =>
  lines.map((line, at) => (at === n ? JSON.stringify(change(JSON.parse(line) as One)) : line))

export const importSurface: Surface = {
  name: 'files to be imported',
  share: 20_000,
  async open() {
    const v = await foundTestVillage()
    const lines = await exported(v)
    const open = changed(lines, 0, (head) => ({ ...head, heads: [] }))
    const twice = [
      ...changed(open, 0, (head) => ({ ...head, entries: ENTRIES + 1 })),
      ...changed(open, ENTRIES, (one) => ({ ...one, i: ENTRIES + 1 })).slice(-1),
    ]
    const files = [
      lines,
      lines,
      open,
      open,
      twice,
      changed(lines, 0, () => null),
      changed(lines, 0, ({ heads: _, ...head }) => head),
      changed(lines, 0, (head) => ({ ...head, heads: [[{}, 'x'], null, 7] })),
      changed(open, 3, () => null),
      changed(open, 3, () => [1, 2, 3]),
      changed(open, 3, (one) => ({ ...one, entry: 7 })),
      changed(open, 3, (one) => ({ ...one, at: 'morning' })),
      changed(open, 3, (one) => ({ ...one, at: (one.at as number) - 1 })),
      changed(open, 3, (one) => ({ ...one, at: -1.5 })),
      changed(open, ENTRIES, (one) => ({ ...one, i: 2 ** 53 - 1 })),
      changed(open, ENTRIES, (one) => ({ ...one, i: 1e300 })),
      changed(open, ENTRIES, (one) => ({ ...one, i: 6.5 })),
    ]
    return {
      corpus: files.map((file) => new TextEncoder().encode(file.join('\n') + '\n')),
      async feed(bytes) {
        const log = createMemoryLog()
        const read = new TextDecoder().decode(bytes).trim().split('\n')
        const imported = await importLines(log, read).catch((error: unknown) => {
          if (!(error instanceof Refusal)) throw error
          must(/没有导入/.test(error.message), 'refused without saying that nothing was imported')
        })
        if (!imported) return
        const result = await verifyLog(log)
        must(result.is === 'sound', `a book was imported that does not hold: ${'en' in result && result.en}`)
      },
    }
  },
}
