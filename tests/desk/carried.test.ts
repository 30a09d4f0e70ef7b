import { expect, test } from 'vitest'
import fc from 'fast-check'
import { collector, fromBase45, toBase45, toCodes, toPasted } from '#desk/carried.ts'
import { keyWords } from '#rulebook/key-words.ts'

const bytes = (length: number) => Uint8Array.from({ length }, (_, n) => (n * 37 + length) % 256)

test('base45 is that of RFC 9285', () => {
  const text = (words: string) => new TextEncoder().encode(words)
  expect(toBase45(text('AB'))).toBe('BB8')
  expect(toBase45(text('Hello!!'))).toBe('%69 VD92EX0')
  expect(fromBase45('QED8WEX0')).toEqual(text('ietf!'))
  expect(fromBase45('FGW')).toEqual(Uint8Array.of(255, 255))
  for (const wrong of ['GGW', 'abc', 'A', ':::']) expect(fromBase45(wrong)).toBeUndefined()
})

test('whatever is carried comes back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (some) => {
      expect(fromBase45(toBase45(some))).toEqual(some)
    }),
  )
})

test('codes may be scanned in any order and twice; until all are there, it says how many are missing', () => {
  const payload = bytes(2000)
  const [one, two, three] = toCodes(payload)
  const hear = collector()
  expect(hear(three!)).toEqual({ missing: 2, of: 3 })
  expect(hear(three!)).toEqual({ missing: 2, of: 3 })
  expect(hear(one!)).toEqual({ missing: 1, of: 3 })
  expect(hear(two!)).toEqual({ bytes: payload })
})

test('a blank is a digit of base45 and is not trimmed away', () => {
  expect(toBase45(Uint8Array.of(0, 36))).toBe(' 00')
  expect(fromBase45(' 00')).toEqual(Uint8Array.of(0, 36))
})

test('the codes of another payload begin anew', () => {
  const [first] = toCodes(bytes(1500))
  const other = toCodes(bytes(1501))
  const hear = collector()
  hear(first!)
  expect(hear(other[0]!)).toEqual({ missing: 1, of: 2 })
  expect(hear(other[1]!)).toEqual({ bytes: bytes(1501) })
})

test('pasted text is taken whole, with the line ends of a chat; anything else is not ours', () => {
  const payload = bytes(300)
  const text = toPasted(payload)
  expect(collector()(`${text.slice(0, 90)}\n${text.slice(90)}\n`)).toEqual({ bytes: payload })
  expect(collector()('https://example.cn/?a=1')).toBe('not-ours')
  expect(collector()('您好，这是我的申请')).toBe('not-ours')
})

test('a founding always has the same four words, and another founding others', () => {
  const id = '00ff10ab' + '0'.repeat(56)
  expect(keyWords(id)).toHaveLength(4)
  expect(keyWords(id)).toEqual(keyWords(id))
  expect(keyWords('01ff10ab' + '0'.repeat(56))[0]).not.toBe(keyWords(id)[0])
  // Posters are printed: the list must never move.
  expect(keyWords(id)).toEqual(['青山', '灯塔', '湖水', '菊花'])
  const every = Array.from({ length: 256 }, (_, n) => keyWords(n.toString(16).padStart(2, '0').repeat(4))[0])
  expect(new Set(every).size).toBe(256)
})
