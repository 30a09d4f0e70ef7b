import type { Have } from '../bench/book/have.ts'
import { dialRaw } from '../bench/sides/socket.ts'
import type { CrowdVillage } from './crowd-village.ts'
import { stranger } from './stranger.ts'
import { visitor } from './visitor.ts'

const AT_ONCE = 20

/** So many phones come, say who they are, and go; with each comes a stranger. `look` after each `every`th phone. */
export async function comeAndGo(
  o: { book: CrowdVillage; port: number; has(): Have; comings: number; every: number },
  look: (comings: number) => Promise<void>,
) {
  const phone = async (n: number) => (await visitor(o.book, n % o.book.pens.length, o.port, o.has())).raw
  const PHONES: ((n: number) => Promise<void>)[] = [
    async (n) => (await phone(n)).close(),
    // The battery is pulled.
    async (n) => (await phone(n)).cut(),
  ]
  const STRANGERS: (() => Promise<void>)[] = [
    // Gone again before a word was said.
    async () => (await dialRaw(o.port, '/v1')).cut(),
    // One who says what is no message: shown the door.
    async () => void (await stranger(o.port, '/v1', { says: new Uint8Array([0, 255]) })),
    // A stock client whose session is over.
    async () => void (await stranger(o.port, '/yjs/roster?session=0')),
  ]
  for (let done = 0, looked = 0; done < o.comings;) {
    const some = Math.min(AT_ONCE, o.comings - done)
    const each = Array.from({ length: some }, (_, n) => done + n)
    await Promise.all(
      each.flatMap((n) => [PHONES[n % PHONES.length]!(n), STRANGERS[n % STRANGERS.length]!()]),
    )
    done += some
    if (done - looked < o.every && done < o.comings) continue
    looked = done
    await look(done)
  }
}
