import { encode } from 'uqr'

export type Correction = 'L' | 'M' | 'Q' | 'H'

/** One SVG path of all dark squares, with the four squares of quiet ground that readers need. */
export function qrPath(data: string | Uint8Array, ecc: Correction): { path: string; size: number } {
  const code = encode(typeof data === 'string' ? data : Array.from(data), { ecc, border: 4 })
  let path = ''
  code.data.forEach((line, y) => {
    for (let x = 0; x < line.length; x++) {
      if (!line[x]) continue
      const from = x
      while (line[x + 1]) x++
      path += `M${from} ${y}h${x - from + 1}v1H${from}z`
    }
  })
  return { path, size: code.size }
}
