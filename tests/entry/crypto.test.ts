import { beforeAll, describe, expect, it } from 'vitest'
import { deviceIdOf, newSigningPair, open, publicBytes, seal, sha256, sign, verify } from '#entry/crypto.ts'
import { decodeEntry, encodeBody, encodeEntry, joinBytes, type Opened } from '#entry/format.ts'

/** Wang's phone and a key of somebody else. */
let wang: { pair: CryptoKeyPair; key: Uint8Array; device: string }
let other: CryptoKeyPair
const write = (text = '田怎么办?') =>
  seal(wang.pair.privateKey, {
    village: 'aa00000000000001',
    kind: 31,
    device: wang.device,
    seq: 1,
    at: 1,
    refs: [],
    body: [text],
  })
const opener = { keyOf: () => wang.key, proofOf: () => undefined }

beforeAll(async () => {
  const pair = await newSigningPair()
  const key = await publicBytes(pair.publicKey)
  wang = { pair, key, device: await deviceIdOf(key) }
  other = await newSigningPair()
})

describe('opening', () => {
  it('gives back what was sealed, with a good signature', async () => {
    const { id, bytes, fields } = await write()
    expect(await open(bytes, opener)).toEqual({
      id,
      bytes,
      fields,
      body: ['田怎么办?'],
      signature: 'good',
      proven: true,
    })
  })

  it('the same words twice have different hashes: a body cannot be guessed from its hash', async () => {
    expect((await write()).fields.bodyHash).not.toBe((await write()).fields.bodyHash)
  })

  it('abuse 1: a swapped body is refused', async () => {
    const parts = decodeEntry((await write()).bytes)!
    const swapped = encodeEntry({ ...parts, body: encodeBody(new Uint8Array(16), ['修']) })
    expect(await open(swapped, opener)).toBe('bad-encoding')
  })

  it('abuse 2: another’s signature is bad; an unknown device’s is unchecked', async () => {
    const parts = decodeEntry((await write()).bytes)!
    const signature = await sign(other.privateKey, 'xy1entry', parts.header)
    expect(await open(encodeEntry({ ...parts, signature }), opener)).toMatchObject({ signature: 'bad' })
    const stranger = { ...opener, keyOf: () => undefined }
    expect(await open(encodeEntry(parts), stranger)).toMatchObject({ signature: 'unchecked' })
  })

  it('abuse 6: the (r, n-s) twin of a signature verifies too, and has the same id', async () => {
    const n = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551')
    const { id, bytes } = await write()
    const parts = decodeEntry(bytes)!
    const hex = Array.from(parts.signature.slice(32), (byte) => byte.toString(16).padStart(2, '0')).join('')
    const twin = (n - BigInt(`0x${hex}`)).toString(16).padStart(64, '0')
    const signature = joinBytes(
      parts.signature.slice(0, 32),
      Uint8Array.from(twin.match(/../g)!, (b) => parseInt(b, 16)),
    )
    const opened = (await open(encodeEntry({ ...parts, signature }), opener)) as Opened
    expect(opened.signature).toBe('good')
    expect(opened.id).toBe(id)
  })

  it('abuse 8: a request’s signature does not serve as an entry’s', async () => {
    const parts = decodeEntry((await write()).bytes)!
    const signature = await sign(wang.pair.privateKey, 'xy1request', parts.header)
    expect(await open(encodeEntry({ ...parts, signature }), opener)).toMatchObject({ signature: 'bad' })
  })

  it('abuse 9: an entry over 12 KB is not opened', async () => {
    const { bytes } = await write('字'.repeat(5000))
    expect(bytes.length).toBeGreaterThan(12 * 1024)
    expect(await open(bytes, opener)).toBe('bad-encoding')
  })

  it('a proof must be by the key it names, for the device it names', async () => {
    const { bytes } = await write()
    const message = new Uint8Array([1, 2, 3])
    const signature = await sign(wang.pair.privateKey, 'xy1claim', message)
    const proof = {
      key: wang.key,
      purpose: 'xy1claim',
      message,
      signature,
      named: { device: wang.device, key: wang.key },
    } as const
    const opened = (given: object) => open(bytes, { ...opener, proofOf: () => ({ ...proof, ...given }) })
    expect(await opened({})).toMatchObject({ proven: true })
    expect(await opened({ message: new Uint8Array([1]) })).toMatchObject({ proven: false })
    expect(await opened({ named: { device: '00'.repeat(8), key: wang.key } })).toMatchObject({
      proven: false,
    })
  })

  it('a key that is no point verifies nothing', async () => {
    expect(await verify(new Uint8Array(65), 'xy1head', new Uint8Array(1), new Uint8Array(64))).toBe(false)
  })

  it('hashes as the standard says', async () => {
    const empty = await sha256(new Uint8Array(0))
    expect(empty.slice(0, 4)).toEqual(new Uint8Array([0xe3, 0xb0, 0xc4, 0x42]))
  })
})
