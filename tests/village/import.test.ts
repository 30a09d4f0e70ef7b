import { expect, test } from 'vitest'
import { createMemoryLog } from '#server/memory-log.ts'
import { exportLines } from '#server/village/export.ts'
import { importLines } from '#server/village/import.ts'
import { verifyLog } from '#server/village/verify.ts'
import { demoInMemory, soundEntries } from './founded.ts'

/** The demo's export at a time. */
async function exported(ahead: number) {
  const demo = await demoInMemory()
  const { entries } = await soundEntries(demo.log)
  return { demo, lines: [...exportLines(entries, demo.now + ahead, demo.log.lastPlaces())] }
}
const MONTHS = 90 * 24 * 3600 * 1000

test('an export of everything, imported into an empty book, verifies to the same ends', async () => {
  const { demo, lines } = await exported(MONTHS)
  const log = createMemoryLog()
  const ends = (from: typeof log) =>
    from.lastPlaces().map(({ volume, k, chain }) => [volume, k, Buffer.from(chain).toString('hex')])
  expect(await importLines(log, lines)).toEqual({
    entries: demo.log.lastNumber(),
    volumes: demo.log.lastPlaces().length,
  })
  expect(ends(log).sort()).toEqual(ends(demo.log as typeof log).sort())
  expect((await verifyLog(log)).is).toBe('sound')
})

test('while ballots are hidden the rest is imported, and their numbers stay empty', async () => {
  const { demo, lines } = await exported(0)
  const log = createMemoryLog()
  const { entries, volumes } = await importLines(log, lines)
  expect(entries).toBeLessThan(demo.log.lastNumber())
  expect(volumes).toBeGreaterThan(10)
  const last = Number((JSON.parse(lines.at(-1)!) as { i: number }).i)
  expect(log.numbered(last)?.id).toBe(demo.log.numbered(last)!.id)
})

test.each<[string, (lines: string[]) => string[]]>([
  ['an entry with a flipped byte', (lines) => lines.map((line, n) => (n === 40 ? bent(line) : line))],
  [
    'two entries in the other order',
    ([head, ...lines]) => [head!, ...lines.slice(0, 5), lines[6]!, lines[5]!, ...lines.slice(7)],
  ],
  ['an entry left out', (lines) => lines.filter((_, n) => n !== 60)],
  ['a line that is no JSON', (lines) => lines.map((line, n) => (n === 3 ? line.slice(1) : line))],
  [
    'another end of a volume',
    ([head, ...lines]) => [head!.replace(/("heads":\[\["[^"]+",\d+,")../, '$1zz'), ...lines],
  ],
])('%s is refused in a sentence', async (_, change) => {
  const { lines } = await exported(MONTHS)
  await expect(importLines(createMemoryLog(), change(lines))).rejects.toThrow(/没有导入/)
})

function bent(line: string): string {
  const one = JSON.parse(line) as { entry: string }
  const bytes = Buffer.from(one.entry, 'base64')
  bytes[bytes.length - 3]! ^= 1
  return JSON.stringify({ ...one, entry: bytes.toString('base64') })
}
