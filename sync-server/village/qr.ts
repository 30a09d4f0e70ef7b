import { renderUnicodeCompact } from 'uqr'

/** A QR code for the terminal, for dark and for light ones: the quiet zone is part of it. */
export const qr = (text: string): string => renderUnicodeCompact(text, { ecc: 'L', border: 2 })
