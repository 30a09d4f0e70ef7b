import { randomFrom } from '#support/random.ts'
import type { Have } from '../bench/book/have.ts'
import type { CrowdVillage } from './crowd-village.ts'
import { addressOf, lightPhone, type LightPhone } from './light-phone.ts'

/** A crowd that is not there after this long never comes. */
const UNTIL_MS = 180_000

/** Many phones at once. */
export interface Crowd {
  phones: LightPhone[]
  /** Resolves when all stand at these ends, rejects after three minutes; gives when each did (ms, as performance.now). */
  at(ends: Have): Promise<number[]>
  /** Resolves when this can be said of each of them. */
  until(fits: (phone: LightPhone) => boolean): Promise<void>
  stop(): Promise<void>
}

/** Phones of the first so many people of a village, dialling one relay. */
export function gather(book: CrowdVillage, o: { phones: number; http: string; seed: number }): Crowd {
  let ends: Have | undefined
  let times = new Map<LightPhone, number>()
  let done = (_: number[]) => {}
  let look = () => {}
  const looked = (phone: LightPhone) => {
    look()
    if (!ends || times.has(phone) || !phone.isAt(ends)) return
    times.set(phone, performance.now())
    if (times.size === o.phones) done([...times.values()])
  }
  const phones = Array.from({ length: o.phones }, (_, n) =>
    lightPhone({
      book,
      pen: book.pens[n]!,
      http: o.http,
      localAddress: addressOf(n),
      random: randomFrom(o.seed + n),
    }),
  )
  for (const phone of phones) phone.onLook(() => looked(phone))
  return {
    phones,
    at(next) {
      ends = next
      times = new Map()
      return new Promise((resolve, reject) => {
        const missing = () => new Error(`${o.phones - times.size} of ${o.phones} phones are not there`)
        const late = setTimeout(() => reject(missing()), UNTIL_MS)
        done = (all) => {
          clearTimeout(late)
          resolve(all)
        }
        phones.forEach(looked)
      })
    },
    until: (fits) =>
      new Promise((resolve) => {
        look = () => void (phones.every(fits) && resolve())
        look()
      }),
    stop: async () => void (await Promise.all(phones.map((phone) => phone.stop()))),
  }
}
