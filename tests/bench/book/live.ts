import { commentPosted } from '#rulebook/thread.ts'
import type { Book } from './make.ts'
import { write } from './pen.ts'
import { randomFrom } from '#support/random.ts'
import { sentence } from './words.ts'

/** Entries signed beforehand, so that the generator does not spend its core on signing: by phone, then in order. */
export async function signLive(book: Book, counts: number[]): Promise<Uint8Array[][]> {
  const random = randomFrom(7)
  const [village, at] = [book.village, Date.now()]
  let n = 0
  const all: Uint8Array[][] = []
  for (const [phone, count] of counts.entries()) {
    const own: Uint8Array[] = []
    for (let each = 0; each < count; each++) {
      const text = sentence(random, n++)
      const refs = [book.liveThread]
      own.push((await write(book.pens[phone]!, { village, at }, commentPosted, { text }, refs)).bytes)
    }
    all.push(own)
  }
  return all
}
