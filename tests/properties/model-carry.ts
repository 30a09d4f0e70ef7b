// Words that come to the relay by another way than over the wire of who wrote them.
import { expect, vi } from 'vitest'
import { unpackUnsent } from '#ledger/parcel.ts'
import { speak, type Who, type World } from './model-phones.ts'
import { noted } from './model-happened.ts'
import { bend } from './model-wire.ts'

/** An entry stands in the relay's book while its author's phone has had no coverage since before it was written. */
export const CARRIED = "an entry carried in by another's phone while its author's was cut off"
/** The book has the later of two words first. */
export const BACKWARDS = 'the later word stands first'

/** What one phone could not hand in is carried to another as a file; whether any of it was new there. */
async function carry(world: World, from: Who, to: Who): Promise<boolean> {
  const file = await world.phones[from].desk.exportUnsent()
  const { taken } = await world.phones[to].desk.importUnsent(file)
  return taken > 0
}

/** The same, with a word more if the phone may still write; a lost one has what it had. */
export async function exchange(world: World, from: Who, to: Who, text: string): Promise<boolean> {
  world.phones[from].hand.cut()
  if (!world.revoked.has(from)) await speak(world, from, text)
  return carry(world, from, to)
}

/** A word said without coverage goes as a file to a neighbour, whose phone hands it in. */
export async function carryIn(world: World, from: Who, to: Who, text: string) {
  const [author, courier] = [world.phones[from], world.phones[to]]
  author.hand.cut()
  const id = await speak(world, from, text)
  if (!id) return false
  expect(await carry(world, from, to), 'the word is new to who carries it').toBe(true)
  bend(courier, 'as it should be')
  courier.hand.mend()
  void courier.desk.syncNow()
  await vi.waitFor(() => expect(world.v.log.entry(id), 'the relay has it').toBeDefined(), { timeout: 20_000 })
  return noted(CARRIED, author.hand.isCut)
}

/**
 * Two words that a phone has not handed in come to the relay by another way, the last one first: nothing holds the
 * worker's requests (/v1/offer) and the socket in one order.
 */
export async function backwards(world: World, who: Who, texts: [string, string]) {
  const { v, phones } = world
  phones[who].hand.cut()
  const [first, second] = [await speak(world, who, texts[0]), await speak(world, who, texts[1])]
  const entries = unpackUnsent(v.village, await phones[who].pen.exportUnsent()) ?? []
  for (const bytes of entries.reverse()) await v.relay.offer([bytes])
  const [one, other] = [first, second].map((id) => (id ? v.log.entry(id)?.i : undefined))
  expect([one, other], 'both stand').not.toContain(undefined)
  noted(BACKWARDS, other! < one!)
  phones[who].hand.mend()
}
