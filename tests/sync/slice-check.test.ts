// [25] What a relay may send on a volume, and what never reaches the document.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { checkSlice, tailAt } from '#sync/slice-check.ts'
import { seedUpdate } from '#sync/seed.ts'

const bytes = (...all: number[]) => all.map((n) => new Uint8Array([n, n, n]))

function relayDoc(client = 77, items = bytes(1, 2, 3)) {
  const doc = new Y.Doc()
  doc.clientID = client
  doc.getArray<Uint8Array>('log').push(items)
  return doc
}
const updateOf = (doc: Y.Doc, change: () => void) => {
  const before = Y.encodeStateVector(doc)
  change()
  return Y.encodeStateAsUpdate(doc, before)
}

test('appended bytes are taken, and the tail goes on', () => {
  const doc = relayDoc()
  const first = checkSlice(Y.encodeStateAsUpdate(doc), tailAt(undefined))!
  expect(first.items).toEqual(bytes(1, 2, 3))
  expect(first.tail.last).toEqual({ client: 77, clock: 2 })
  const more = updateOf(doc, () => doc.getArray('log').push(bytes(4, 5)))
  expect(checkSlice(more, first.tail)!.tail.last).toEqual({ client: 77, clock: 4 })
  expect(checkSlice(new Uint8Array([0, 0]), first.tail)!.items).toEqual([])
})

test('a restarted relay goes on under a new client, in one slice with the old one or without', () => {
  for (const clients of [
    [10, 900],
    [900, 10],
  ]) {
    const doc = relayDoc(clients[0])
    doc.clientID = clients[1]!
    doc.getArray('log').push(bytes(4))
    const checked = checkSlice(Y.encodeStateAsUpdate(doc), tailAt(undefined))!
    expect(checked.items).toEqual(bytes(1, 2, 3, 4))
    expect(checked.tail.last).toEqual({ client: clients[1], clock: 0 })
  }
})

test('a deletion, an insertion between, another array, text, a map, a hole and a foreign client are refused', () => {
  const tail = tailAt({ client: 77, clock: 2 })
  const refused = (change: (doc: Y.Doc) => void) => {
    const doc = relayDoc()
    expect(
      checkSlice(
        updateOf(doc, () => change(doc)),
        tail,
      ),
    ).toBeUndefined()
  }
  refused((doc) => doc.getArray('log').delete(0, 1))
  refused((doc) => doc.getArray('log').insert(1, bytes(9)))
  refused((doc) => doc.getArray('log').insert(0, bytes(9)))
  refused((doc) => doc.getArray('other').push(bytes(9)))
  refused((doc) => doc.getArray('log').push(['text']))
  refused((doc) => doc.getArray('log').push([{ a: 1 }]))
  refused((doc) => doc.getArray('log').push([new Y.Text('x')]))
  refused((doc) => doc.getMap('log2').set('a', new Uint8Array(3)))
  const ahead = relayDoc(77, bytes(1, 2, 3, 4))
  expect(
    checkSlice(
      updateOf(ahead, () => ahead.getArray('log').push(bytes(5))),
      tail,
    ),
  ).toBeUndefined()
  const foreign = new Y.Doc()
  foreign.clientID = 5
  foreign.getArray('log').push(bytes(9))
  expect(checkSlice(Y.encodeStateAsUpdate(foreign), tail)).toBeUndefined()
})

test('a client id that was left behind does not come back', () => {
  const doc = relayDoc(10)
  doc.clientID = 20
  doc.getArray('log').push(bytes(4))
  const { tail } = checkSlice(Y.encodeStateAsUpdate(doc), tailAt(undefined))!
  doc.clientID = 10
  const spoofed = updateOf(doc, () => doc.getArray('log').push(bytes(5)))
  expect(checkSlice(spoofed, tail)).toBeUndefined()
})

test('cut, lengthened and random bytes are refused, and never throw', () => {
  const whole = Y.encodeStateAsUpdate(relayDoc())
  for (let n = 0; n < whole.length; n++)
    expect(checkSlice(whole.slice(0, n), tailAt(undefined))).toBeUndefined()
  expect(checkSlice(new Uint8Array([...whole, 0]), tailAt(undefined))).toBeUndefined()
  for (let n = 0; n < 2000; n++) {
    const noise = Uint8Array.from({ length: n % 60 }, (_, i) => (n * 7919 + i * i * 104729) % 256)
    checkSlice(noise, tailAt(undefined))
  }
})

test('the seed: an empty document knows the whole history to the item, and goes on from there', () => {
  const relay = relayDoc(4_000_000_123, bytes(1, 2, 3, 4, 5))
  const phone = new Y.Doc()
  Y.applyUpdate(phone, seedUpdate({ client: 4_000_000_123, clock: 4 }))
  expect(Y.encodeStateVector(phone)).toEqual(Y.encodeStateVector(relay))
  const news: unknown[] = []
  phone.getArray('log').observe((event) => news.push(...event.delta))
  Y.applyUpdate(
    phone,
    updateOf(relay, () => relay.getArray('log').push(bytes(6, 7))),
  )
  expect(news).toEqual([{ insert: bytes(6, 7) }])
  relay.clientID = 3
  Y.applyUpdate(
    phone,
    updateOf(relay, () => relay.getArray('log').push(bytes(8))),
  )
  expect(phone.getArray('log').toArray()).toEqual(bytes(6, 7, 8))
  expect(phone.store.pendingStructs).toBeNull()
})
