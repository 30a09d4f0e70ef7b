import { expect, test } from 'vitest'
import { admissionsOf } from '#ledger/admissions.ts'
import { describeBook } from '#ledger/book.ts'

const wang = { device: '00000000000000d1', person: '00000000000000b1', key: new Uint8Array(32), i: 4, at: 0 }
const luo = { ...wang, device: '00000000000000d2', person: '00000000000000b2' }

test('whose a device is is read once; who came later is found, and a book made anew knows nobody', async () => {
  const book = describeBook(`admissions ${Date.now()}`)
  await book.admissions.put(wang)
  const both = [wang.device, luo.device]
  expect([...(await admissionsOf(book, both)).values()]).toEqual([wang])
  await book.admissions.put(luo)
  // Taken from under it, which nothing in the app does: what is still given out was not read again.
  await book.admissions.delete(wang.device)
  expect([...(await admissionsOf(book, both)).keys()].sort()).toEqual(both)

  await book.delete()
  await book.open()
  expect(await admissionsOf(book, both)).toEqual(new Map())
  await book.delete()
})
