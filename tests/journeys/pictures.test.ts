import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { attachmentsIn } from '#rulebook/attachment.ts'
import { FILES } from '#rulebook/files.ts'
import { placedOf } from '#server/stored.ts'
import { caughtUp, keptWhole, openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { paint, painted, tellsThePlace, withExif } from '#support/pictures.ts'
import { openDebate, speak, stateOf } from './deeds.ts'

let v: JourneyVillage
beforeAll(async () => {
  v = await openVillage()
})
afterAll(() => v?.close())

const WORDS = '水从这里漫过来，看图。'
const HEARD = '我不大会写，听我说。'
/** A microphone that hears a tone, and somebody who says yes when the browser asks. */
const MICROPHONE = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
const LONG = { timeout: 60_000 }
const comment = (who: Villager) => who.page().locator('.comment', { hasText: WORDS })

/** A photo as this phone's camera would make it. */
async function photo(who: Villager) {
  const jpeg = painted(await who.page().evaluate(paint, { width: 1400, height: 1050 }))
  return {
    name: 'IMG_1.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.from(withExif(jpeg)),
  }
}

/** All that the relay has on its disk beside the book. */
async function filesOnDisk(): Promise<Uint8Array[]> {
  const blobs = path.join(v.dataDir, 'blobs')
  const names = (await readdir(blobs, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())
  return Promise.all(
    names.map(async (one) => new Uint8Array(await readFile(path.join(one.parentPath, one.name)))),
  )
}
const brought = () => {
  const { log } = v.village
  return Array.from({ length: log.lastNumber() }, (_, n) => log.numbered(n + 1)!).flatMap((stored) =>
    attachmentsIn(placedOf(stored)?.body),
  )
}

it('a picture is added without coverage, follows its words, and is seen by another: small at once, large on a tap', async () => {
  const thread = await openDebate(v)
  const [wang, luo] = [await v.join('王大婶'), await v.join('罗二哥')]
  await wang.goto(`/threads/${thread}`)
  await luo.goto(`/threads/${thread}`)
  await Promise.all([keptWhole(wang), keptWhole(luo)])
  const taken = await photo(wang)
  expect(tellsThePlace(taken.buffer)).toBe(true)

  // Left in the middle of it and opened again, words and picture are still there.
  await wang.offline()
  await wang.page().getByLabel('图片或文件', { exact: true }).setInputFiles(taken)
  await wang.page().getByLabel('图片 1 里是什么').fill('田埂边的水沟')
  await wang.page().getByLabel('您的话').fill(WORDS)
  await wang.page().getByRole('link', { name: '我的' }).click()
  await wang.page().getByText('1 篇还没有递交').waitFor()
  await wang.goto(`/threads/${thread}`)
  await wang.page().getByAltText('田埂边的水沟').waitFor(LONG)
  await speak(wang, WORDS)
  await stateOf(wang, WORDS, '附件还在手机上').waitFor()
  await comment(wang)
    .getByRole('button', { name: /田埂边的水沟.*看大图/ })
    .waitFor()
  expect(await filesOnDisk()).toEqual([])

  // Words first: on a road that hardly carries anything, the picture is on its way when they are long there.
  wang.road.shape({ upBps: 60_000 })
  await wang.online()
  await wang.page().reload()
  await stateOf(wang, WORDS, '村里已收到').waitFor(LONG)
  await comment(luo)
    .getByRole('button', { name: /田埂边的水沟.*看大图 · \d+ KB/ })
    .waitFor(LONG)
  await comment(wang)
    .getByText(/附件正在传 \d+%/)
    .waitFor(LONG)
  await comment(luo)
    .getByRole('button', { name: /看大图/ })
    .click()
  await luo.page().getByText('还没有把它传上来').waitFor(LONG)
  await luo.page().getByRole('button', { name: '关上' }).click()
  wang.road.shape({ upBps: Infinity })
  await comment(wang).getByText('附件村里已收到').waitFor(LONG)

  // What was asked for before it was there comes by itself with the next connection.
  await luo.page().reload()
  await caughtUp(luo)
  await comment(luo).getByRole('button', { name: '田埂边的水沟 看大图', exact: true }).waitFor(LONG)
  await luo.offline()
  await comment(luo)
    .getByRole('button', { name: /看大图/ })
    .click()
  const large = luo.page().getByRole('dialog', { name: '田埂边的水沟' }).getByAltText('田埂边的水沟')
  await expect
    .poll(() => large.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth))
    .toBeGreaterThan(600)

  const [attachment] = brought()
  const files = await filesOnDisk()
  expect(files.map(({ length }) => length)).toEqual([attachment!.size])
  expect([...files, attachment!.thumb].some(tellsThePlace)).toBe(false)
})

it('a voice note is spoken without coverage and heard by another; a file goes along', async () => {
  const thread = await openDebate(v)
  const [tao, luo] = [await v.join('陶在外', { args: MICROPHONE }), await v.join('罗二哥')]
  await tao.goto(`/threads/${thread}`)
  await luo.goto(`/threads/${thread}`)
  await Promise.all([keptWhole(tao), keptWhole(luo)])
  await tao.offline()
  const page = tao.page()
  await page.getByRole('button', { name: '录一段话，最多 60 秒' }).click()
  await page.getByText('正在录：1 秒').waitFor(LONG)
  await page.getByRole('button', { name: '录好了' }).click()
  await page.getByLabel('录音里说的什么').fill('我赞成先修桥')
  await page.getByLabel('图片或文件', { exact: true }).setInputFiles({
    name: '桥的图纸.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4\n%%EOF\n'),
  })
  expect(await page.getByLabel('文件叫什么').inputValue()).toBe('桥的图纸')
  // What only calls itself a PDF is not taken, and says so.
  const lie = { name: '账.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html>') }
  await page.getByLabel('图片或文件', { exact: true }).setInputFiles(lie)
  await page.getByText('这个文件不是图片也不是 PDF').waitFor()
  await speak(tao, HEARD)
  await stateOf(tao, HEARD, '附件还在手机上').waitFor()
  await tao.online()
  await page.reload()
  const mine = page.locator('.comment', { hasText: HEARD })
  await expect.poll(() => mine.getByText('附件村里已收到').count(), LONG).toBe(2)

  const his = luo.page().locator('.comment', { hasText: HEARD })
  await his.getByRole('button', { name: /^收取：录音 \d 秒 · 我赞成先修桥 · \d+ KB/ }).click(LONG)
  const audio = his.locator('audio')
  await audio.waitFor(LONG)
  await expect.poll(() => audio.evaluate((one: HTMLAudioElement) => one.readyState), LONG).toBeGreaterThan(0)
  await his.getByRole('button', { name: /^收取：桥的图纸/ }).click()
  const keep = his.getByRole('link', { name: '存到手机：桥的图纸' })
  await keep.waitFor(LONG)
  const [file] = await Promise.all([luo.page().waitForEvent('download'), keep.click()])
  expect(file.suggestedFilename()).toBe('桥的图纸.pdf')
  expect(await readFile(await file.path(), 'utf8')).toContain('%PDF-1.4')
})

it('who may not use the microphone is told what to do, and types', async () => {
  const thread = await openDebate(v)
  const zhao = await v.join('赵网格')
  await zhao.goto(`/threads/${thread}`)
  await zhao.page().getByRole('button', { name: '录一段话，最多 60 秒' }).click()
  await zhao
    .page()
    .getByText(/浏览器没有让用麦克风|这部手机上录不了音/)
    .waitFor(LONG)
})

it('who has not joined gets nothing, whatever hash he knows', async () => {
  const stranger = await v.phone()
  await stranger.goto('/')
  const [attachment] = brought()
  const statuses = await stranger.page().evaluate(
    async ({ url, size }) => {
      const upload = { 'upload-length': String(size), 'upload-offset': '0' }
      const type = { 'content-type': 'application/offset+octet-stream' }
      const tries: RequestInit[] = [
        {},
        { headers: { authorization: `Bearer ${'ab'.repeat(32)}`, range: 'bytes=0-99' } },
        { method: 'HEAD', headers: upload },
        { method: 'PATCH', headers: { ...upload, ...type }, body: 'x' },
      ]
      return Promise.all(
        tries.map(async (one) => {
          const answer = await fetch(url, one)
          return [answer.status, (await answer.arrayBuffer()).byteLength]
        }),
      )
    },
    { url: `${FILES.path}${attachment!.hash}`, size: attachment!.size },
  )
  expect(statuses).toEqual(Array(4).fill([401, 0]))
})
