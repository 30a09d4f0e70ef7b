import { expect, test } from 'vitest'
import { fromBase64url, readClaim, toBase64url, writeClaim } from '#rulebook/enrol.ts'

test('base64url is that of Node, for every length', () => {
  for (let length = 0; length < 20; length++) {
    const bytes = Uint8Array.from({ length }, (_, n) => (n * 97 + length * 31) % 256)
    expect(toBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
    expect(fromBase64url(toBase64url(bytes))).toEqual(bytes)
  }
})

test('a claim link is read as it was written, also with its # and with line ends of a chat program', () => {
  const claim = {
    village: '0102030405060708',
    person: '1112131415161718',
    claimKey: new Uint8Array(65).fill(4),
    secret: new Uint8Array(138).fill(9),
  }
  const text = writeClaim(claim)
  expect(readClaim(text)).toEqual(claim)
  expect(readClaim(`#${text.slice(0, 40)}\n${text.slice(40)}`)).toEqual(claim)
  expect(readClaim(text.slice(0, -4))).toBeUndefined()
  expect(readClaim('不是链接')).toBeUndefined()
})
