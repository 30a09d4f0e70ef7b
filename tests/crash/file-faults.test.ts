// The disk of the files goes wrong at each call: nobody is told that a file is kept before all of it is, others are
// served meanwhile, and once the disk is well the same file comes in as if nothing had been.
import { request } from 'node:http'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FILES, UPLOAD } from '#rulebook/files.ts'
import { noticePublished } from '#rulebook/notice.ts'
import type { BlobStore } from '#server/files/blob-store.ts'
import { openBlobFolder } from '#server/files/folder-blobs.ts'
import { createMemoryBlobs } from '#server/files/memory-blobs.ts'
import { STALLED_MS } from '#server/offers.ts'
import { faultyBlobs, type BlobCall } from '#support/faulty-blobs.ts'
import { FAULTS, type Fault } from '#support/faulty-log.ts'
import { bring, fileRequests, tokenOf } from '#support/file-requests.ts'
import { serveTestVillage, type ServedVillage } from '#support/served.ts'
import { notice } from '#support/texts.ts'
import { accepted, DAY, foundTestVillage, HOUR, SOMEONE } from '#support/village.ts'
import { hashOf, noise } from '../relay/blobs.contract.ts'

const STORES = {
  memory: createMemoryBlobs,
  disk: (folder: string) => openBlobFolder(folder, 0),
}
/** Two parts of a phone, and so at least two appends. */
const SIZE = FILES.partBytes + 8000
const hangs = (fault: Fault) => fault.startsWith('hangs')
const told = (fault: Fault) => (fault === 'is full' ? 507 : 503)
const codeOf = (fault: Fault) => (hangs(fault) ? 'ETIMEDOUT' : fault === 'is full' ? 'ENOSPC' : 'EIO')

type Asked = ReturnType<typeof fileRequests>
interface Ground {
  v: ServedVillage
  inner: BlobStore
  disk: ReturnType<typeof faultyBlobs>
  notes: string[]
  wang: Asked
  luo: Asked
}

async function openGround(open: (folder: string) => BlobStore): Promise<Ground> {
  const notes: string[] = []
  let inner!: BlobStore
  let disk!: Ground['disk']
  const v = await serveTestVillage({
    blobs(folder) {
      inner = open(folder)
      disk = faultyBlobs(inner)
      return disk.store
    },
    note: (what, facts) => void notes.push(what + JSON.stringify(facts ?? {})),
  })
  const asked = async (who: (typeof SOMEONE)[number]) => fileRequests(v.url, await tokenOf(v, who))
  return { v, inner, disk, notes, wang: await asked('王大婶'), luo: await asked('罗二哥') }
}

/** A file that an entry of 王大婶 brings. */
async function brought({ v }: Ground, seed: number) {
  const bytes = noise(SIZE, seed)
  const hash = await hashOf(bytes)
  await bring(v, '王大婶', hash, SIZE)
  return { hash, bytes }
}

/** Hands a file in as a phone does: until it hears of the last byte, or of why to come again. */
async function handIn(asked: Asked, { hash, bytes }: { hash: string; bytes: Uint8Array }) {
  let answer = await asked.head(hash, SIZE)
  while (answer.status === 204 && answer.offset! < SIZE) {
    const from = answer.offset!
    answer = await asked.patch(hash, SIZE, from, bytes.subarray(from, from + FILES.partBytes))
  }
  return answer.status === 204 ? 'kept' : answer.status
}

/** The time in which the disk had to answer is over. */
function runOut({ v }: Ground) {
  v.clock.now += STALLED_MS + 1
  v.relay.tick()
}

const UPLOADS: [BlobCall, number][] = [
  ['size', 1],
  ['begun', 1],
  ['hasRoom', 1],
  ['append', 1],
  ['append', 2],
  ['finish', 1],
]

for (const [where, open] of Object.entries(STORES)) {
  for (const [call, nth] of UPLOADS)
    describe(`files in ${where}, ${call} ${nth}`, () => {
      let g: Ground
      beforeAll(async () => void (g = await openGround(open)))
      afterAll(() => g.v.end())

      test.each(FAULTS.map((fault, n) => [fault, n] as const))(
        'a disk that %s: the phone comes again, and others are served',
        async (fault, n) => {
          const { v, inner, disk, notes, wang, luo } = g
          const [one, other] = [await brought(g, 2 * n), await brought(g, 2 * n + 1)]
          const before = v.relay.counts().files
          notes.length = 0
          const struck = disk.arm(call, fault, nth)
          const handing = handIn(wang, one)
          await struck
          expect(await handIn(luo, other)).toBe('kept')
          await accepted(v.say('陶书记', noticePublished, notice()))
          if (hangs(fault)) runOut(g)
          expect(await handing).toBe(told(fault))
          expect(notes).toContain(`the disk of the files has failed{"code":"${codeOf(fault)}"}`)
          // What has not come back may still land, and must not land among other bytes.
          const stands = call === 'finish' && fault === 'hangs after writing'
          if (hangs(fault) && ['append', 'finish'].includes(call))
            expect(await handIn(wang, one)).toBe(stands ? 'kept' : 503)

          await disk.heal()
          expect(await handIn(wang, one)).toBe('kept')
          expect(await inner.read(one.hash, 0, Infinity)).toEqual(one.bytes)
          expect(await inner.begun({ hash: one.hash, device: v.phones.王大婶.device })).toBe(0)
          expect((await inner.all()).filter(({ hash }) => hash === one.hash)).toEqual([
            { hash: one.hash, size: SIZE },
          ])
          expect(v.relay.counts().files).toEqual({ files: before.files + 2, bytes: before.bytes + 2 * SIZE })
        },
      )
    })

  describe(`files in ${where}`, () => {
    let g: Ground
    beforeAll(async () => void (g = await openGround(open)))
    afterAll(() => g.v.end())

    test.each((['size', 'read'] as const).flatMap((call) => FAULTS.map((fault) => [fault, call] as const)))(
      'a disk that %s at %s: who fetches a file is told to come again, and nothing else',
      async (fault, call) => {
        const { disk, wang, luo } = g
        const one = await brought(g, 1)
        expect(await handIn(wang, one)).toBe('kept')
        const struck = disk.arm(call, fault)
        const fetching = luo.get(one.hash)
        await struck
        if (hangs(fault)) runOut(g)
        const answer = await fetching
        expect([answer.status, await answer.text()]).toEqual([told(fault), ''])
        expect(new Uint8Array(await (await luo.get(one.hash)).arrayBuffer())).toEqual(one.bytes)
        await disk.heal()
      },
    )

    test.each(
      (['beginnings', 'drop'] as const).flatMap((call) => FAULTS.map((fault) => [fault, call] as const)),
    )(
      'a disk that %s at %s while what was left is thrown away: it is said, and done the next time',
      async (fault, call) => {
        const { v, inner, disk, notes } = g
        for (const who of ['王大婶', '罗二哥'] as const)
          await inner.append({ hash: 'cd'.repeat(32), device: v.phones[who].device }, noise(10))
        notes.length = 0
        const struck = disk.arm(call, fault)
        v.clock.now = Math.max(v.clock.now, Date.now() + 4 * DAY) + HOUR
        v.relay.tick()
        await struck
        if (hangs(fault)) runOut(g)
        const said = `what was begun and left was not thrown away{"code":"${codeOf(fault)}"}`
        await expect.poll(() => notes).toContain(said)
        // One that cannot be thrown away keeps none of the others.
        if (call === 'drop') await expect.poll(async () => (await inner.beginnings()).length).toBeLessThan(2)
        await disk.heal()
        v.clock.now += HOUR
        v.relay.tick()
        await expect.poll(() => inner.beginnings()).toEqual([])
      },
    )
  })
}

test.each(FAULTS)('a disk that %s while a relay that starts counts its files: it starts', async (fault) => {
  const disk = faultyBlobs(createMemoryBlobs())
  const notes: string[] = []
  const struck = disk.arm('all', fault)
  const v = await foundTestVillage({ blobs: disk.store, note: (what) => void notes.push(what) })
  await struck
  v.clock.now += STALLED_MS + 1
  v.relay.tick()
  await expect.poll(() => notes).toContain('files were not counted')
  await accepted(v.say('陶书记', noticePublished, notice()))
})

test('as many appends hang as files may come in at once: given up, they make room for others', async () => {
  const g = await openGround(STORES.memory)
  const { v, inner, disk, wang } = g
  const files = []
  for (let seed = 1; seed <= 8; seed++) files.push(await brought(g, seed))
  const ways: { asked: Asked; one: (typeof files)[number] }[] = []
  for (const who of SOMEONE.filter((name) => name !== '王大婶')) {
    const asked = fileRequests(v.url, await tokenOf(v, who))
    ways.push(...files.map((one) => ({ asked, one })))
  }
  expect(ways).toHaveLength(FILES.atOnce)
  const struck = disk.arm('append', 'hangs', 1, FILES.atOnce)
  const handing = ways.map(({ asked, one }) => handIn(asked, one))
  await struck
  const last = await brought(g, 9)
  expect(await handIn(wang, last)).toBe(503)
  runOut(g)
  expect(new Set(await Promise.all(handing))).toEqual(new Set([503]))
  expect(await handIn(wang, last)).toBe('kept')

  await disk.heal()
  for (const { asked, one } of ways) expect(await handIn(asked, one)).toBe('kept')
  expect(await inner.all()).toHaveLength(files.length + 1)
  await v.end()
})

test('a relay that ended between the last byte of a file and its end makes it whole when it is asked', async () => {
  const g = await openGround(STORES.disk)
  const { v, inner, wang } = g
  const { device } = v.phones.王大婶
  const [right, wrong] = [await brought(g, 1), await brought(g, 2)]
  await inner.append({ hash: right.hash, device }, right.bytes)
  expect(await wang.head(right.hash, SIZE)).toEqual({ status: 204, offset: SIZE })
  expect(await openBlobFolder(path.join(v.folder, 'blobs')).read(right.hash, 0, SIZE)).toEqual(right.bytes)
  await inner.append({ hash: wrong.hash, device }, right.bytes)
  expect(await wang.head(wrong.hash, SIZE)).toEqual({ status: 422, offset: 0 })
  expect(await handIn(wang, wrong)).toBe('kept')
  await v.end()
})

test('a disk that is full in the middle of a slow part: the phone hears why, and of no broken link', async () => {
  const g = await openGround(STORES.memory)
  const one = await brought(g, 1)
  const headers = {
    authorization: `Bearer ${await tokenOf(g.v, '王大婶')}`,
    'content-type': 'application/offset+octet-stream',
    'content-length': SIZE,
    [UPLOAD.length]: SIZE,
    [UPLOAD.offset]: 0,
  }
  void g.disk.arm('append', 'is full')
  const sending = request(`${g.v.url}${FILES.path}${one.hash}`, { method: 'PATCH', headers })
  const status = new Promise((resolve, reject) =>
    sending.on('response', (answer) => resolve(answer.statusCode)).on('error', reject),
  )
  sending.write(one.bytes.subarray(0, SIZE / 2))
  expect(await status).toBe(507)
  sending.on('error', () => {}).destroy()
  await g.v.end()
})
