// A short write on real bytes: of the pages that a batch writes only some land, and the store is opened on that file.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { noticePublished } from '#rulebook/notice.ts'
import { openLmdbLog } from '#server/lmdb-log.ts'
import { verifyLog } from '#server/village/verify.ts'
import { notice } from '#support/texts.ts'
import { foundTestVillage } from '#support/village.ts'

const PAGE = 4096
/** The two pages that say which tree is in force; a transaction writes one of them last, when all else is there. */
const ROOTS = 2
const BOARD = 'board/2026'
const DATA = 'data.mdb'

const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))
async function newFolder() {
  const folder = await mkdtemp(path.join(tmpdir(), 'xiangyin-torn-'))
  folders.push(folder)
  return folder
}
const pageOf = (file: Buffer, n: number) => file.subarray(n * PAGE, (n + 1) * PAGE)

/** The file as it was before a batch, with so many of the pages that the batch wrote, in order or from the end. */
function torn(
  before: Buffer,
  after: Buffer,
  count: number,
  isFromEnd: boolean,
): { file: Buffer; pages: number } {
  const changed = Array.from({ length: Math.ceil(after.length / PAGE) }, (_, n) => n).filter(
    (n) => n >= ROOTS && !pageOf(before, n).equals(pageOf(after, n)),
  )
  const file = Buffer.alloc(Math.max(before.length, after.length))
  before.copy(file)
  const landed = isFromEnd ? changed.slice(changed.length - count) : changed.slice(0, count)
  for (const n of landed) pageOf(after, n).copy(file, n * PAGE)
  // A file that a short write has made longer ends with the last page that landed.
  const end = Math.max(before.length, ...landed.map((n) => (n + 1) * PAGE))
  return { file: file.subarray(0, end), pages: changed.length }
}

test('of a batch whose pages landed in part, in whatever order, nothing is there, and the book goes on', async () => {
  const folder = await newFolder()
  const log = openLmdbLog(folder)
  const v = await foundTestVillage({ log })
  await v.say('陶书记', noticePublished, notice('在'))
  const last = log.lastNumber()
  const before = await readFile(path.join(folder, DATA))
  const written = await Promise.all(
    ['一', '二', '三', '四'].map((text) => v.write('陶书记', noticePublished, notice(text))),
  )
  const bytes = written.map((one) => one.bytes)
  const answers = await v.relay.offer(bytes)
  const after = await readFile(path.join(folder, DATA))
  await log.close()

  const { pages } = torn(before, after, 0, false)
  expect(pages).toBeGreaterThan(2)
  for (let count = 0; count <= pages; count++)
    for (const isFromEnd of [false, true]) {
      const place = path.join(await newFolder(), 'book')
      await mkdir(place)
      await writeFile(path.join(place, DATA), torn(before, after, count, isFromEnd).file)
      const opened = openLmdbLog(place)
      expect(opened.found).toEqual({ interrupted: true, lastNumber: last })
      expect(opened.places(BOARD, 1, 10)).toHaveLength(1)
      expect(await verifyLog(opened)).toMatchObject({ is: 'sound' })
      // Nobody had been answered: the same entries get the numbers that they would have had.
      await v.restart(opened)
      const again = await v.relay.offer(bytes)
      expect(again.map(({ code, i }) => [code, i])).toEqual(answers.map(({ i }) => ['accepted', i]))
      expect(await verifyLog(opened)).toMatchObject({ is: 'sound' })
      await opened.close()
    }
})
