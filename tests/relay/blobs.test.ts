import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openBlobFolder } from '#server/files/folder-blobs.ts'
import { createMemoryBlobs } from '#server/files/memory-blobs.ts'
import { blobsContract, hashOf, noise } from './blobs.contract.ts'

const folders: string[] = []
async function newFolder() {
  const folder = await mkdtemp(path.join(tmpdir(), 'xiangyin-blobs-'))
  folders.push(folder)
  return folder
}
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

blobsContract('files in memory', { open: async () => createMemoryBlobs() })
blobsContract('files in a folder', {
  open: async () => openBlobFolder(await newFolder(), 0),
  reopen: async () => openBlobFolder(folders.at(-1)!, 0),
})

test('what lies in the folder and is no file of ours is left alone', async () => {
  const folder = await newFolder()
  const store = openBlobFolder(folder, 0)
  await writeFile(path.join(folder, 'begun', 'readme.txt'), 'x')
  await writeFile(path.join(folder, 'note'), 'x')
  const bytes = noise(10)
  const one = { hash: await hashOf(bytes), device: 'd000000000000001' }
  await store.append(one, bytes)
  await store.finish(one)
  expect([await store.beginnings(), (await store.all()).length]).toEqual([[], 1])
  expect((await readdir(folder)).sort()).toEqual([one.hash.slice(0, 2), 'begun', 'note'].sort())
})

test('where the disk is nearly full there is no room', async () => {
  expect(await openBlobFolder(await newFolder(), Number.MAX_SAFE_INTEGER).hasRoom()).toBe(false)
})
