import type { Have } from '../bench/book/have.ts'
import { dialRaw } from '../bench/sides/socket.ts'
import type { CrowdVillage } from './crowd-village.ts'
import { stranger } from './stranger.ts'
import { visitor } from './visitor.ts'

const AT_ONCE = 20

/** So many come and go, in every way there is; `look` after each `every`th. */
export async function comeAndGo(
  o: { book: CrowdVillage; port: number; has(): Have; comings: number; every: number },
  look: (comings: number) => Promise<void>,
) {
  const someone = async (n: number) => (await visitor(o.book, n % o.book.pens.length, o.port, o.has())).raw
  const WAYS: ((n: number) => Promise<void>)[] = [
    async (n) => (await someone(n)).close(),
    // The battery is pulled.
    async (n) => (await someone(n)).cut(),
    // Gone again before a word was said.
    async () => (await dialRaw(o.port, '/v1')).cut(),
    // A stranger who says what is no message: shown the door.
    async () => void (await stranger(o.port, '/v1', { says: new Uint8Array([0, 255]) })),
    // A stock client whose session is over.
    async () => void (await stranger(o.port, '/yjs/roster?session=0')),
  ]
  for (let done = 0, looked = 0; done < o.comings;) {
    const some = Math.min(AT_ONCE, o.comings - done)
    await Promise.all(Array.from({ length: some }, (_, n) => WAYS[(done + n) % WAYS.length]!(done + n)))
    done += some
    if (done - looked < o.every && done < o.comings) continue
    looked = done
    await look(done)
  }
}
