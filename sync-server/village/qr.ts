import { renderUnicodeCompact } from 'uqr'

const WHITE_ON_BLACK = '\u001b[97;40m'
const AS_BEFORE = '\u001b[0m'

/** A QR code in text; in a terminal with its own colours, as a light one would show it inverted. */
export function qr(text: string, isTerminal = process.stdout.isTTY): string {
  const code = renderUnicodeCompact(text, { ecc: 'L', border: 2 })
  if (!isTerminal) return code
  const lines = code.split('\n').map((line) => `${WHITE_ON_BLACK}${line}${AS_BEFORE}`)
  return lines.join('\n')
}
