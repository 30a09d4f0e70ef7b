import { expect, test } from 'vitest'
import { shrinkPicture, type Shrunk } from '#ui/shrink-picture.ts'
import { CANARY, paint, painted, tellsThePlace, withExif } from '#support/pictures.ts'

const MOST = { bytes: 200 * 1024, thumbBytes: 1200 }
const asFile = (bytes: Uint8Array, type = 'image/jpeg') => new Blob([bytes as BlobPart], { type })

async function shrunk(file: Blob): Promise<Shrunk> {
  const small = await shrinkPicture(file, MOST)
  if (small === 'unreadable') throw new Error('unreadable')
  return small
}
async function sizeOf(bytes: Uint8Array, type: string) {
  const { width, height } = await createImageBitmap(asFile(bytes, type))
  return { width, height }
}

test('a large picture comes within 200 KB, a tiny one beside it, and neither tells where it was taken', async () => {
  const taken = withExif(painted(await paint({ width: 2400, height: 1800 })))
  expect(taken.length).toBeGreaterThan(1_000_000)
  expect(new TextDecoder('latin1').decode(taken)).toContain(CANARY)
  const small = await shrunk(asFile(taken))
  expect(small.bytes.length).toBeLessThanOrEqual(MOST.bytes)
  expect(small.thumb.length).toBeLessThanOrEqual(MOST.thumbBytes)
  expect([tellsThePlace(small.bytes), tellsThePlace(small.thumb)]).toEqual([false, false])
  expect(new TextDecoder('latin1').decode(small.bytes)).not.toContain('Exif')
  expect(await sizeOf(small.bytes, small.type)).toEqual({ width: small.width, height: small.height })
  expect(small.width / small.height).toBeCloseTo(4 / 3, 2)
  const thumb = await sizeOf(small.thumb, 'image/webp')
  expect(Math.max(thumb.width, thumb.height)).toBeGreaterThanOrEqual(24)
})

test('a picture that its phone held sideways comes upright', async () => {
  const sideways = withExif(painted(await paint({ width: 400, height: 300, flat: true })), 6)
  const small = await shrunk(asFile(sideways))
  expect([small.width, small.height]).toEqual([300, 400])
})

test('a small picture is not blown up, and what is see-through is white, not black', async () => {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width: 40, height: 20 })
  const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  const small = await shrunk(png!)
  expect([small.width, small.height, small.type]).toEqual([40, 20, 'image/jpeg'])
  const pen = document.createElement('canvas').getContext('2d')!
  pen.drawImage(await createImageBitmap(asFile(small.bytes)), 0, 0)
  expect(pen.getImageData(5, 5, 1, 1).data[0]).toBeGreaterThan(250)
})

test('what is no picture is said to be none', async () => {
  for (const file of [
    asFile(new Uint8Array([1, 2, 3])),
    asFile(new Uint8Array()),
    new Blob(['字'], { type: 'text/plain' }),
  ])
    expect(await shrinkPicture(file, MOST)).toBe('unreadable')
})
