/** A picture drawn anew: small, and without anything that its file told besides what is to be seen. */
export interface Shrunk {
  bytes: Uint8Array
  type: string
  /** Pixels. */
  width: number
  height: number
  /** The same, tiny. */
  thumb: Uint8Array
}

/** How large it may be (its long side, in pixels), how small at the least, and how hard it is pressed, best first. */
const PICTURE = { side: 1600, least: 200, qualities: [0.8, 0.65] }
const THUMB = { side: 112, least: 16, qualities: [0.5, 0.25] }
const JPEG = 'image/jpeg'
/** Half its head is tables in a JPEG of this size; where a browser cannot write it, it gives a PNG. */
const WEBP = 'image/webp'

/**
 * Draws a picture of any sort that the browser reads, upright, within `bytes` and `thumbBytes`: where it was taken,
 * with which phone and when are not drawn. 'unreadable' for what is no picture.
 */
export async function shrinkPicture(
  file: Blob,
  most: { bytes: number; thumbBytes: number },
): Promise<Shrunk | 'unreadable'> {
  const image = await read(file)
  if (!image || image.naturalWidth === 0) return 'unreadable'
  const picture = await fitting(image, image.naturalWidth, image.naturalHeight, PICTURE, JPEG, most.bytes)
  if (!picture) return 'unreadable'
  const { canvas, bytes, type } = picture
  const { width, height } = canvas
  const tiny = (sort: string) => fitting(canvas, width, height, THUMB, sort, most.thumbBytes)
  const thumb = (await tiny(WEBP)) ?? (await tiny(JPEG))
  return thumb ? { bytes, type, width, height, thumb: thumb.bytes } : 'unreadable'
}

/** As a page reads it, and so upright; every browser that we know does it off the one thread. */
async function read(file: Blob): Promise<HTMLImageElement | undefined> {
  const url = URL.createObjectURL(file)
  const image = new Image()
  try {
    await new Promise((resolve, reject) => {
      image.onload = resolve
      image.onerror = reject
      image.src = url
    })
    return image
  } catch {
    return undefined
  } finally {
    URL.revokeObjectURL(url)
  }
}

/** The largest and best that stays within so many bytes; each try costs a weak phone a second, so few are made. */
async function fitting(
  image: CanvasImageSource,
  width: number,
  height: number,
  { side: first, least, qualities }: typeof PICTURE,
  type: string,
  most: number,
): Promise<{ canvas: HTMLCanvasElement; bytes: Uint8Array; type: string } | undefined> {
  let side = Math.min(first, Math.max(width, height))
  for (;;) {
    const scale = side / Math.max(width, height)
    const canvas = drawn(
      image,
      Math.max(1, Math.round(width * scale)),
      Math.max(1, Math.round(height * scale)),
    )
    let size = 0
    for (const quality of qualities) {
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality))
      if (blob?.type !== type) return undefined
      if (blob.size <= most)
        return { canvas, type, bytes: new Uint8Array(await new Response(blob).arrayBuffer()) }
      size = blob.size
    }
    if (side <= least) return undefined
    // Bytes grow with the area, so this is about what fits.
    side = Math.max(least, Math.floor(side * Math.min(0.85, Math.sqrt(most / size))))
  }
}

function drawn(image: CanvasImageSource, width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d')!
  pen.imageSmoothingQuality = 'high'
  // What is see-through would come out black.
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, width, height)
  pen.drawImage(image, 0, 0, width, height)
  return canvas
}
