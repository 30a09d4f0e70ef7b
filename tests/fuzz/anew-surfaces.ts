// Behind the signature: entries that a villager's own phone signed and that say something wrong, at the relay and on
// the phones that read them.
import { MAX_ENTRY_BYTES, type Id } from '#entry/format.ts'
import { villageFounded } from '#rulebook/roster.ts'
import { CODES, type Code, type Waiting } from '#rulebook/verdict.ts'
import type { Outcome } from '#server/relay.ts'
import type { TestVillage } from '#support/village.ts'
import { changedDraft, signedAnew } from './drafts.ts'
import { phoneOnBench, type Made, type PhoneOnBench } from '#support/phone-on-bench.ts'
import { readAll } from './read-all.ts'
import { answersOthers } from './relay-surfaces.ts'
import { rightDrafts, villageOfDrafts } from './right-drafts.ts'
import { must, type OpenSurface, type Surface } from './surface.ts'

/** So much time passes between two of them: within a batch the first vote closes, and one is handed in late. */
const BETWEEN_MS = 30_000

interface Scene {
  v: TestVillage
  ids: Id[]
  phone: PhoneOnBench
}
async function newScene(): Promise<Scene> {
  const { v, ids } = await villageOfDrafts()
  const phone = await phoneOnBench(v)
  await phone.catchUp()
  return { v, ids, phone }
}

/** A village to each batch: it grows with what is accepted, and somebody's phone may have been revoked. */
async function onDrafts(
  feed: (scene: Scene, bytes: Uint8Array) => Promise<void>,
  check: (scene: Scene) => Promise<void> | void,
): Promise<OpenSurface> {
  let scene = await newScene()
  const corpus = await rightDrafts()
  return {
    corpus,
    mutate: (seed, n) => changedDraft(corpus, seed, n),
    async feed(bytes) {
      scene.v.clock.now += BETWEEN_MS
      await feed(scene, await signedAnew(scene.v, scene.ids, bytes))
    },
    async check() {
      await check(scene)
      scene = await newScene()
    },
  }
}

const FOR: Record<Waiting, Code> = {
  'unknown-device': 'unknown-device',
  'ref-missing': 'ref-missing',
  roster: 'ref-missing',
  'newer-app': 'unknown-version',
}
/** What the relay should answer where the phone came to this. */
function expected(made: Made): { code: Code; rule: string | null } {
  if (made === 'unknown-version') return { code: made, rule: null }
  if (typeof made === 'string') return { code: 'bad-encoding', rule: 'E1' }
  const { standing } = made
  if (standing.is === 'receipted') return { code: 'accepted', rule: null }
  if (standing.is === 'waiting') return { code: FOR[standing.for], rule: null }
  if (standing.is === 'refused' || standing.is === 'ignored') return standing
  throw new Error(`a line from the relay stands as ${standing.is}`)
}

/** The relay's own rules, which phones do not repeat: it may say so only where there is something to it. */
function mustBeOwnRule({ code, rule }: Outcome, bytes: Uint8Array, made: Made, phone: PhoneOnBench) {
  if (code === 'duplicate')
    must(typeof made !== 'string' && phone.bench.rows.has(made.id), 'a new entry was a duplicate')
  if (rule === 'A2') must(typeof made !== 'string' && phone.hasNumber(made), 'a new number was a fork')
  if (rule === 'A3') must(bytes.length > MAX_ENTRY_BYTES, 'a small entry was too large')
}

const atRelay: Surface = {
  name: 'entries signed anew at the relay',
  share: 40_000,
  open: () =>
    onDrafts(
      async ({ v, phone }, bytes) => {
        const i = v.log.lastNumber() + 1
        const { made } = await phone.judge(bytes, i, v.clock.now)
        const [outcome] = await v.relay.offer([bytes])
        must(CODES.includes(outcome!.code), `answered with ${outcome!.code}`)
        const isOwn = outcome!.code === 'duplicate' || outcome!.rule?.startsWith('A')
        if (isOwn) return mustBeOwnRule(outcome!, bytes, made, phone)
        const { code, rule } = expected(made)
        // Another founding is another village's: the relay says so before it asks the rulebook.
        const isFounding = typeof made !== 'string' && made.kind === villageFounded.number
        const isSame = outcome!.code === code && (outcome!.rule === rule || isFounding)
        must(isSame, `relay: ${outcome!.code} ${outcome!.rule}, phone: ${code} ${rule}`)
        if (code === 'accepted') await phone.hear(bytes, outcome!.i!, outcome!.at!)
      },
      async ({ v, phone }) => {
        await answersOthers(v)
        readAll(phone, v.clock.now)
        // Who comes anew and reads the whole log finds nothing in it that should not stand.
        const other = await phoneOnBench(v)
        await other.catchUp()
        const wrong = [...other.bench.rows.values()].filter(({ standing }) => standing.is !== 'receipted')
        must(
          wrong.length === 0,
          `the log has what phones do not let stand: ${JSON.stringify(wrong[0]?.standing)}`,
        )
        // And so does the relay itself.
        const before = v.log.lastNumber()
        await v.restart()
        await answersOthers(v)
        must(v.log.lastNumber() === before, 'a fresh start changed the book')
      },
    ),
}

/** A relay may place whatever it likes: the phone judges it, shows what may be shown, and stumbles over none of it. */
const onPhone: Surface = {
  name: 'entries signed anew on a phone',
  share: 40_000,
  open: () =>
    onDrafts(
      async ({ v, phone }, bytes) => {
        await phone.hear(bytes, v.log.lastNumber() + phone.bench.rows.size, v.clock.now)
        readAll(phone, v.clock.now)
      },
      () => {},
    ),
}

export const anewSurfaces: Surface[] = [atRelay, onPhone]
