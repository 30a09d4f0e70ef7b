import fc from 'fast-check'
import * as encoding from 'lib0/encoding'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { encodeItems, hearVolume, type ItemId } from '#server/yjs-items.ts'

type Item = ItemId & { bytes: Uint8Array }

/** Items as a relay makes them over several starts: a new client each time, its clock from 0. */
const items = fc
  .array(
    fc.tuple(
      fc.nat(0xffffffff),
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 8 }),
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((starts) => new Map(starts))
  .map((starts) =>
    [...starts].flatMap(([client, all]): Item[] => all.map((bytes, clock) => ({ client, clock, bytes }))),
  )
const read = (doc: Y.Doc) =>
  doc
    .getArray<Uint8Array>('log')
    .toArray()
    .map((bytes) => [...bytes])

/** The same lines written by Yjs itself, start by start. */
function pushed(all: Item[]): Y.Doc {
  const doc = new Y.Doc({ gc: false })
  for (const { client, bytes } of all) {
    doc.clientID = client
    doc.getArray('log').push([bytes])
  }
  return doc
}

describe('updates written by hand', () => {
  test('are, byte for byte, those that Yjs writes for pushed items', () => {
    fc.assert(
      fc.property(items, (all) => {
        expect(encodeItems(undefined, all)).toEqual(Y.encodeStateAsUpdate(pushed(all)))
      }),
    )
  })

  test('give a stock document the same lines in any cut, order and repetition', () => {
    fc.assert(
      fc.property(items, fc.infiniteStream(fc.integer({ min: 1, max: 5 })), fc.nat(), (all, sizes, seed) => {
        const slices: Uint8Array[] = []
        for (let from = 0; from < all.length;) {
          const size = sizes.next().value as number
          slices.push(encodeItems(all[from - 1], all.slice(from, from + size)))
          from += size
        }
        const doc = new Y.Doc()
        const mixed = [...slices, ...slices].sort(
          (a, b) => ((a.length * 31 + seed) % 7) - ((b.length * 17) % 5),
        )
        for (const slice of mixed) Y.applyUpdate(doc, slice)
        expect(read(doc)).toEqual(all.map(({ bytes }) => [...bytes]))
        expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(pushed(all)))
        expect(Y.encodeStateAsUpdate(doc)).toEqual(Y.encodeStateAsUpdate(pushed(all)))
      }),
    )
  })
})

describe('what a phone says on a volume', () => {
  const message = (...numbers: number[]) => {
    const encoder = encoding.createEncoder()
    for (const number of numbers) encoding.writeVarUint(encoder, number)
    return encoding.toUint8Array(encoder)
  }

  test('a position is read', () => {
    const doc = pushed([{ client: 7, clock: 0, bytes: new Uint8Array([1]) }])
    const vector = Y.encodeStateVector(doc)
    const heard = hearVolume(new Uint8Array([0, 0, vector.length, ...vector]))
    expect(heard).toEqual({ is: 'step-1', has: new Map([[7, 1]]) })
  })

  test('an empty step 2, an empty update and awareness are nothing', () => {
    for (const payload of [[0, 1, 2, 0, 0], [0, 2, 2, 0, 0], [1, 1, 0], [3]])
      expect(hearVolume(message(...payload))).toEqual({ is: 'nothing' })
  })

  test('anything with content is a write', () => {
    const update = Y.encodeStateAsUpdate(pushed([{ client: 7, clock: 0, bytes: new Uint8Array([1]) }]))
    for (const sort of [1, 2])
      expect(hearVolume(new Uint8Array([0, sort, update.length, ...update]))).toEqual({ is: 'write' })
    // Nothing but a delete set: nine bytes that would take away any line.
    expect(hearVolume(new Uint8Array([0, 2, 6, 0, 1, 7, 1, 0, 1]))).toEqual({ is: 'write' })
  })

  test('whatever else comes is malformed, and throws nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(['step-1', 'nothing', 'write', 'malformed']).toContain(hearVolume(bytes).is)
      }),
    )
  })
})
