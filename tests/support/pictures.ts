/** What a phone writes into a picture besides the picture; nobody else is to read it. */
export const CANARY = 'GPS 30.1234N 104.5678E CANARY'

/** A JPEG as a phone's camera makes it: turned by its EXIF, which also tells the place. */
export function withExif(jpeg: Uint8Array, orientation = 1): Uint8Array {
  const note = new TextEncoder().encode(CANARY)
  // TIFF, little-endian: one directory with two fields, the orientation and a description at byte 38.
  const tiff = new Uint8Array(38 + note.length)
  const view = new DataView(tiff.buffer)
  tiff.set([0x49, 0x49, 42, 0, 8, 0, 0, 0, 2, 0])
  const field = (at: number, tag: number, type: number, count: number, value: number) => {
    view.setUint16(at, tag, true)
    view.setUint16(at + 2, type, true)
    view.setUint32(at + 4, count, true)
    view.setUint32(at + 8, value, true)
  }
  field(10, 0x010e, 2, note.length, 38)
  field(22, 0x0112, 3, 1, orientation)
  tiff.set(note, 38)
  const size = 2 + 6 + tiff.length
  const head = [0xff, 0xe1, size >> 8, size & 255, ...new TextEncoder().encode('Exif'), 0, 0]
  return Uint8Array.from([...jpeg.subarray(0, 2), ...head, ...tiff, ...jpeg.subarray(2)])
}

/** Whether these bytes hold the canary, as it stands. */
export const tellsThePlace = (bytes: Uint8Array): boolean =>
  new TextDecoder('latin1').decode(bytes).includes('CANARY')

/** Runs in a page: a JPEG, in base64, of coloured noise, which no browser makes small; half of it one colour where `flat`. */
export async function paint(o: { width: number; height: number; flat?: boolean }): Promise<string> {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width: o.width, height: o.height })
  const pen = canvas.getContext('2d')!
  const image = pen.createImageData(o.width, o.height)
  const [top, block] = [o.flat ? o.height / 2 : 0, 4]
  for (let y = 0; y < o.height; y++)
    for (let x = 0; x < o.width; x++) {
      const [column, row] = [Math.floor(x / block), Math.floor(y / block)]
      const grain = y < top ? 0 : (column * 2654435761 + row * 40503 * 7919) >>> 0
      const at = (y * o.width + x) * 4
      image.data.set([60 + (grain & 127), 90 + ((grain >> 9) & 127), 40 + ((grain >> 17) & 127), 255], at)
    }
  pen.putImageData(image, 0, 0)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.95))
  // As text: a page hands a million numbers over one by one.
  return new Promise((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^.*,/, ''))
    reader.readAsDataURL(blob!)
  })
}

/** What was painted, as bytes. */
export const painted = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
