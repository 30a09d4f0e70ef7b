import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { villageDay } from '#rulebook/village-time.ts'
import { noticePublished } from '#rulebook/notice.ts'
import { ACCESS_KEPT_DAYS, dateOf, openAccessLog } from '#server/access-log.ts'
import { dial, serveTestVillage, type ServedVillage } from '#support/served.ts'
import { technicianAt } from '#support/technician.ts'
import { notice } from '#support/texts.ts'
import { DAY, HOUR, SOMEONE, START } from '#support/village.ts'

// The relay ticks once a second; on a busy machine that takes longer.
const PATIENCE = { timeout: 15_000 }

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'xiangyin-access-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const read = async (where: string) =>
  (await Promise.all((await readdir(where)).map((name) => readFile(path.join(where, name), 'utf8')))).join('')

/** Ends the village, so that all is written; gives what the access log then holds. */
async function ended(v: ServedVillage) {
  const access = path.join(v.folder, 'access')
  await v.served.stop()
  const text = await read(access)
  await v.end()
  return text
}

test('each request is a line of what was asked, and nobody is in it', async () => {
  const v = await serveTestVillage({ trustProxy: true })
  const technician = await technicianAt(v.url, v.folder)
  const canaries = ['王大婶', '203.0.113.77', 'geheim', technician.password, technician.token, '停水']
  const headers = {
    'x-forwarded-for': '203.0.113.77',
    'user-agent': 'geheim-agent',
    referer: `${v.url}/people/geheim`,
  }
  for (const where of ['/people/geheim', '/ping?n=geheim', '/threads/geheim?to=%E7%8E%8B%E5%A4%A7%E5%A9%B6'])
    await technician.ask(where, { headers })
  await technician.signIn('geheim')
  await technician.signIn()
  await technician.page()
  await technician.metrics()
  const wang = await dial(v, v.phones.王大婶).welcomed()
  const session = wang.messages('WELCOME')[0]!.body.session
  await technician.ask(`/yjs/person/${v.phones.王大婶.person}?session=${session}`)
  const { bytes } = await v.write('王大婶', noticePublished, notice('停水'))
  await wang.offer(bytes)
  wang.close()
  await expect.poll(() => v.relay.counts().sessions, PATIENCE).toBe(0)

  const text = await ended(v)
  for (const line of text.trim().split('\n'))
    expect(line).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [A-Z]+ [\w/*-]+ \d{3,4}( \d+ms)?$/)
  for (const asked of [
    'GET * 404',
    'GET /ping 200',
    'POST /ops/sign-in 401',
    'POST /ops/sign-in 303',
    'GET /ops 200',
    'GET /metrics 200',
    'WS /v1 101',
    'WS /v1 1005',
  ])
    expect(text).toContain(` ${asked}`)
  for (const canary of [...canaries, session, technician.cookie().split('=')[1]!])
    expect(text).not.toContain(canary)
  for (const who of SOMEONE) {
    expect(text).not.toContain(v.phones[who].person)
    expect(text).not.toContain(v.phones[who].device)
  }
})

test('a day of the village is a file; after six months the relay erases it, and nothing before that', async () => {
  const v = await serveTestVillage()
  const access = path.join(v.folder, 'access')
  const first = villageDay(v.clock.now)
  expect((await stat(path.join(access, `${dateOf(first)}.log`))).mode & 0o777).toBe(0o600)
  await writeFile(path.join(access, 'not-a-log.txt'), 'someone else’s')
  await fetch(`${v.url}/ping`)
  const files = async () => (await readdir(access)).sort()
  // By its own tick, without a request in between.
  v.clock.now += 10 * DAY
  await expect.poll(files, PATIENCE).toContain(`${dateOf(first + 10)}.log`)
  v.clock.now += (ACCESS_KEPT_DAYS - 10) * DAY
  await expect.poll(files, PATIENCE).toContain(`${dateOf(first + ACCESS_KEPT_DAYS)}.log`)
  expect(await files()).toContain(`${dateOf(first)}.log`)
  v.clock.now += DAY
  await expect.poll(files, PATIENCE).not.toContain(`${dateOf(first)}.log`)
  expect(await files()).toEqual([
    `${dateOf(first + 10)}.log`,
    `${dateOf(first + ACCESS_KEPT_DAYS)}.log`,
    `${dateOf(first + ACCESS_KEPT_DAYS + 1)}.log`,
    'not-a-log.txt',
  ])
  await v.end()
})

test('what is too old when the relay starts is erased at once; a start on the same day goes on in its file', async () => {
  const old = dateOf(villageDay(START) - ACCESS_KEPT_DAYS - 1)
  const kept = dateOf(villageDay(START) - ACCESS_KEPT_DAYS)
  for (const date of [old, kept]) await writeFile(path.join(folder, `${date}.log`), '')
  for (let n = 0; n < 2; n++) {
    const access = openAccessLog({ folder, now: () => START + n * HOUR })
    access.write({ method: 'GET', route: '/ping', status: 200, tookMs: 1.4 })
    await access.close()
  }
  expect((await readdir(folder)).sort()).toEqual([`${kept}.log`, `${dateOf(villageDay(START))}.log`])
  expect(await readFile(path.join(folder, `${dateOf(villageDay(START))}.log`), 'utf8')).toBe(
    '2026-03-01 08:00:00 GET /ping 200 1ms\n2026-03-01 09:00:00 GET /ping 200 1ms\n',
  )
})

test('a line of a summer evening is there six months later, over the longest half of a year there is', async () => {
  const CHINA = 8 * HOUR
  let now = Date.UTC(2026, 6, 1, 23) - CHINA
  const access = openAccessLog({ folder, now: () => now })
  access.write({ method: 'GET', route: '/ping', status: 200 })
  now = Date.UTC(2027, 0, 1) - CHINA
  access.tick()
  await access.close()
  expect((await readdir(folder)).sort()).toEqual(['2026-07-01.log', '2027-01-01.log'])
  expect(await readFile(path.join(folder, '2026-07-01.log'), 'utf8')).toBe(
    '2026-07-01 23:00:00 GET /ping 200\n',
  )
})

test('a flood of requests fills a day’s file up to its bound and no further', async () => {
  let now = START
  const access = openAccessLog({ folder, now: () => now, mostBytesADay: 1000 })
  const flood = () => {
    for (let n = 0; n < 200; n++) access.write({ method: 'GET', route: '/ping', status: 200 })
  }
  flood()
  now += DAY
  flood()
  await access.close()
  for (const name of await readdir(folder)) {
    const text = await readFile(path.join(folder, name), 'utf8')
    expect(text.length).toBeGreaterThan(900)
    expect(text.length).toBeLessThanOrEqual(1000)
    expect(text.match(/full for today/g)).toHaveLength(1)
  }
})

test('behind a full day the doors of the technician are still written, and the log says that it is full', async () => {
  let now = START
  const access = openAccessLog({ folder, now: () => now, mostBytesADay: 1000 })
  for (let n = 0; n < 200; n++) access.write({ method: 'GET', route: '/ping', status: 200 })
  expect(access.isFull()).toBe(true)
  access.write({ method: 'POST', route: '/ops/sign-in', status: 401 })
  access.write({ method: 'GET', route: '/opsis', status: 404 })
  now += DAY
  access.tick()
  expect(access.isFull()).toBe(false)
  await access.close()
  const text = await readFile(path.join(folder, `${dateOf(villageDay(START))}.log`), 'utf8')
  expect(text).toMatch(/full for today\n.* POST \/ops\/sign-in 401\n$/)
})
