import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { vi } from 'vitest'
import { WHOLE_APP } from '#desk/storage.ts'
import { openBlobFolder } from '#server/files/folder-blobs.ts'
import { openLmdbLog } from '#server/lmdb-log.ts'
import { serve, type Served } from '#server/serve.ts'
import { claimPathFor } from './claim-path.ts'
import { launchPhone, type Phone } from './chromium.ts'
import { startProxy, type Proxy, type Shape } from './proxy.ts'
import { foundTestVillage, type Someone, type TestVillage } from './village.ts'

/** A village with its relay on a real store and real sockets, and a weak link in front of every phone. */
export interface JourneyVillage {
  /** Where the book, the access logs and the technician's password lie. */
  dataDir: string
  village: TestVillage
  /** The clock that the relay goes by: real time, moved by `ahead` milliseconds. */
  clock: { ahead: number; now: number }
  /** A phone with a road of its own to the relay. */
  phone(o?: PhoneOptions): Promise<Villager>
  /** A phone that has joined by a claim link, as this person. */
  join(who: Someone, o?: PhoneOptions): Promise<Villager>
  /** A claim link's path, for who already has a phone in hand. */
  claimPath(who: Someone): Promise<string>
  /** Stops the relay and starts it anew on the same port and store; `whileDown` happens in between. */
  restart(whileDown?: () => Promise<void>): Promise<void>
  /** The same relay, from now on with the app in another folder. */
  deploy(dist: string): Promise<void>
  close(): Promise<void>
}
export interface PhoneOptions {
  shape?: Partial<Shape>
  cpuSlowdown?: number
  /** A browser that has no second storage beside the first, as most had before 2024. */
  noBuckets?: boolean
  viewport?: { width: number; height: number }
  /** More flags for its browser. */
  args?: string[]
}
export interface Villager {
  phone: Phone
  road: Proxy
  /** The newest page of this phone; another one after `kill9`. */
  page(): Phone['page']
  goto(path: string): Promise<void>
  /** No network at all: nothing connects, and what was connected is reset. */
  offline(): Promise<void>
  online(): Promise<void>
  /** Pulls the battery and starts the same phone again; `meanwhile` happens to what it has stored. */
  kill9(meanwhile?: (profileDir: string) => Promise<void>): Promise<void>
}

/** More than a day: founded then, or joined then, a phone is new to no vote that is put now. */
export const DAY_BEFORE = -25 * 3600 * 1000

/** Opens a village with the app as it was built, or with the one in another folder. */
export async function openVillage(o: { dist?: string } = {}): Promise<JourneyVillage> {
  let dist = path.resolve(o.dist ?? 'dist')
  if (!existsSync(path.join(dist, 'index.html'))) throw new Error('build the app first: npm run build')
  const dir = await mkdtemp(path.join(tmpdir(), 'xiangyin-village-'))
  const clock = {
    // To a vote that is opened now, its people's own phones are not new.
    ahead: DAY_BEFORE,
    get now() {
      return Date.now() + clock.ahead
    },
  }
  let log = openLmdbLog(path.join(dir, 'book'))
  const village = await foundTestVillage({ log, blobs: openBlobFolder(path.join(dir, 'blobs')), clock })
  clock.ahead = 0
  let served: Served = await listen(village, dir, dist, 0)
  const phones: Villager[] = []

  const v: JourneyVillage = {
    dataDir: dir,
    village,
    clock,
    async phone(o = {}) {
      const villager = await newVillager(served.port, o)
      phones.push(villager)
      return villager
    },
    claimPath: (who) => claimPathFor(village, who),
    async join(who, o) {
      const villager = await v.phone(o)
      await villager.goto(await v.claimPath(who))
      await villager.page().getByRole('button', { name: '加入', exact: true }).click()
      await caughtUp(villager)
      return villager
    },
    async restart(whileDown) {
      const { port } = served
      await served.stop()
      await log.close()
      await whileDown?.()
      log = openLmdbLog(path.join(dir, 'book'))
      await village.restart(log)
      served = await listen(village, dir, dist, port)
    },
    async deploy(next) {
      await v.restart(async () => void (dist = path.resolve(next)))
    },
    async close() {
      await Promise.all(phones.map(({ phone }) => phone.close().catch(() => {})))
      await Promise.all(phones.map(({ road }) => road.close()))
      await served.stop()
      await log.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
  return v
}

const listen = ({ relay }: TestVillage, dataDir: string, dist: string, port: number): Promise<Served> =>
  serve({ relay, dataDir, dist, publicUrl: 'http://127.0.0.1', trustProxy: false, host: '127.0.0.1', port })

const withoutBuckets = () => Object.defineProperty(navigator, 'storageBuckets', { value: undefined })

async function newVillager(port: number, { shape, noBuckets, ...o }: PhoneOptions): Promise<Villager> {
  const road = await startProxy({ target: { port } })
  if (shape) road.shape(shape)
  const profileDir = await mkdtemp(path.join(tmpdir(), 'xiangyin-phone-'))
  async function start() {
    const phone = await launchPhone({ ...o, profileDir })
    if (noBuckets) await phone.context.addInitScript(withoutBuckets)
    return phone
  }
  const villager: Villager = {
    phone: await start(),
    road,
    page: () => villager.phone.page,
    async goto(to) {
      await villager.page().goto(`${road.url}${to}`)
    },
    async offline() {
      await road.refuse(true)
      road.resetAll()
    },
    online: () => road.refuse(false),
    async kill9(meanwhile) {
      await villager.phone.kill9()
      await meanwhile?.(profileDir)
      villager.phone = await start()
    },
  }
  return villager
}

/** Waits until every part of the app is kept on the phone, so that each screen opens without network. */
export const keptWhole = ({ page }: Villager): Promise<void> =>
  vi.waitUntil(() => page().evaluate(async (mark) => (await caches.match(mark)) !== undefined, WHOLE_APP), {
    timeout: 90_000,
    interval: 250,
  }) as Promise<unknown> as Promise<void>

/** Waits until the sync light says that this phone has everything and has handed in everything. */
export const caughtUp = ({ page }: Villager): Promise<void> =>
  page()
    .getByText(/已同步/)
    .first()
    .waitFor({ timeout: 90_000 })
