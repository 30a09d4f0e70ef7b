import { Buffer } from 'node:buffer'
import { crc32, deflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const COLOURS = 256

/** One part of a PNG file: length, name, content, checksum (PNG specification, section 5.3). */
function chunk(name, content) {
  const body = Buffer.concat([Buffer.from(name), content])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(content.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}

/** Steps so coarse that the picture has few enough colours for one byte a pixel. */
function fewColours(pixels) {
  for (let bits = 6; bits >= 3; bits--) {
    const step = 255 / (2 ** bits - 1)
    const near = (value) => Math.round(Math.round(value / step) * step)
    const colours = new Map()
    const index = new Uint8Array(pixels.length / 4)
    for (let i = 0; i < index.length && colours.size <= COLOURS; i++) {
      const rgba = [0, 1, 2, 3].map((channel) => near(pixels[i * 4 + channel]))
      const key = rgba[3] === 0 ? 'clear' : rgba.join()
      if (!colours.has(key)) colours.set(key, { at: colours.size, rgba })
      index[i] = colours.get(key).at
    }
    if (colours.size <= COLOURS) return { index, palette: [...colours.values()].map(({ rgba }) => rgba) }
  }
  throw new Error('too many colours for a palette: draw it with fewer')
}

/**
 * A square picture as a PNG with a palette, a third as heavy as one with four bytes a pixel. `pixels` is red, green,
 * blue, alpha of each, row by row. Throws where even coarse steps leave more than 256 colours.
 */
export function paletted(pixels, size) {
  const { index, palette } = fewColours(pixels)
  const rows = Buffer.alloc((size + 1) * size)
  for (let y = 0; y < size; y++) rows.set(index.subarray(y * size, (y + 1) * size), y * (size + 1) + 1)
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(size, 4)
  head.set([8, 3], 8) // eight bits a pixel, indexed
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flatMap(([red, green, blue]) => [red, green, blue]))),
    chunk('tRNS', Buffer.from(palette.map(([, , , alpha]) => alpha))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
