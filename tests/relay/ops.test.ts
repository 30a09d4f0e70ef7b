import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { noticePublished } from '#rulebook/notice.ts'
import { SIGNED_IN_MS } from '#server/ops/door.ts'
import { setTechnician } from '#server/ops/technician.ts'
import { dial, serveTestVillage, type ServedVillage } from '#support/served.ts'
import { technicianAt } from '#support/technician.ts'
import { notice } from '#support/texts.ts'
import { accepted, DAY, SOMEONE } from '#support/village.ts'

let v: ServedVillage
beforeEach(async () => {
  v = await serveTestVillage()
})
afterEach(() => v.end())

const ROOM = { usedMb: 35, quotaMb: 2000, persisted: true }

test('until a technician is set, the page says how to set one, and nothing of the village', async () => {
  const response = await fetch(`${v.url}/ops`)
  const page = await response.text()
  expect(response.status).toBe(503)
  expect(page).toContain('npm run village -- technician')
  expect(page).not.toMatch(/试村|手机/)
  expect((await fetch(`${v.url}/metrics`)).status).toBe(401)
})

test('who signs in sees phones, entries, refusals and the relay; who signs out sees the way in', async () => {
  const phone = await dial(v, v.phones.王大婶).welcomed([], { app: 'web 0.1.0 5d61766', room: ROOM })
  await accepted(v.say('陶书记', noticePublished, notice()))
  await v.say('王大婶', noticePublished, notice())
  const technician = await technicianAt(v.url, v.folder)
  expect(await technician.page()).toContain('type="password"')
  expect(await technician.page()).not.toContain('试村')

  const opened = await technician.signIn()
  expect([opened.status, opened.headers.get('location')]).toEqual([303, '/ops'])
  expect(opened.headers.get('set-cookie')).toMatch(
    /^xiangyin_ops=[0-9a-f]{64}; Path=\/ops; HttpOnly; SameSite=Strict; Max-Age=3600$/,
  )
  const page = await technician.page()
  expect(page).toContain('试村')
  expect(page).toContain(v.phones.王大婶.device.slice(0, 8))
  expect(page).toMatch(/现在连着[\s\S]*web 0\.1\.0 5d61766[\s\S]*35 \/ 2000 MB/)
  expect(page).toMatch(/N1[\s\S]*公告/)
  expect(page).toMatch(/还没有备份过/)
  // Whose phone it is stands there by group and office, never by a name.
  for (const who of SOMEONE) {
    expect(page).not.toContain(who)
    expect(page).not.toContain(v.phones[who].device)
    expect(page).not.toContain(v.phones[who].person)
  }

  const out = await technician.post('/ops/sign-out', {})
  expect(out.headers.get('set-cookie')).toMatch(/^xiangyin_ops=; .*Max-Age=0/)
  phone.close()
})

test('a cookie that was signed out, is an hour old, or belongs to an earlier password opens nothing', async () => {
  const technician = await technicianAt(v.url, v.folder)
  const isInside = async (cookie: string) =>
    (await fetch(`${v.url}/ops`, { headers: { cookie } })).status === 200
  await technician.signIn()
  const first = technician.cookie()
  expect(await isInside(`other=1; ${first}`)).toBe(true)
  await technician.post('/ops/sign-out', {})
  expect(await isInside(first)).toBe(false)
  await technician.signIn()
  const second = technician.cookie()
  v.clock.now += SIGNED_IN_MS - 1
  expect(await isInside(second)).toBe(true)
  v.clock.now += 1
  expect(await isInside(second)).toBe(false)
  await technician.signIn()
  const third = technician.cookie()
  expect(await isInside(third)).toBe(true)
  await setTechnician(v.folder)
  expect(await isInside(third)).toBe(false)
  expect((await technician.signIn()).status).toBe(401)
  expect(await isInside('xiangyin_ops=')).toBe(false)
})

test('the password fits however it is typed; a wrong one is told so, and the sixth try has to wait', async () => {
  const technician = await technicianAt(v.url, v.folder)
  const typed = technician.password
    .toUpperCase()
    .replaceAll('-', ' ')
    .replaceAll('0', 'O')
    .replaceAll('1', 'l')
  expect((await technician.signIn(typed)).status).toBe(303)
  for (let n = 0; n < 4; n++) {
    const wrong = await technician.signIn('abcd-efgh')
    expect(wrong.status).toBe(401)
    expect(await wrong.text()).toContain('密码不对')
  }
  const tooOften = await technician.signIn()
  expect([tooOften.status, tooOften.headers.get('retry-after')]).toEqual([429, '60'])
  expect(await tooOften.text()).toContain('试得太多了。请等一分钟再试一次。')
  v.clock.now += 60_000
  expect((await technician.signIn()).status).toBe(303)
})

test('a form on another page signs nobody in or out', async () => {
  const technician = await technicianAt(v.url, v.folder)
  const { password } = technician
  for (const headers of [{ origin: 'https://elsewhere.example' }, { origin: 'null' }, {}]) {
    expect((await technician.post('/ops/sign-in', { password }, headers as never)).status).toBe(403)
    expect((await technician.post('/ops/sign-out', {}, headers as never)).status).toBe(403)
  }
  expect((await technician.ask(`/ops/sign-in?password=${password}`)).status).toBe(404)
  expect(technician.cookie()).toBe('')
})

test('behind a proxy, an address in front of its own word gives nobody more tries', async () => {
  const behind = await serveTestVillage({ trustProxy: true })
  const technician = await technicianAt(behind.url, behind.folder)
  const tries = []
  for (let n = 0; n < 6; n++) {
    const headers = { origin: behind.url, 'x-forwarded-for': `10.0.0.${n}, 203.0.113.9` }
    tries.push((await technician.post('/ops/sign-in', { password: 'wrong' }, headers)).status)
  }
  expect(tries).toEqual([401, 401, 401, 401, 401, 429])
  await behind.end()
})

test('abuse 28: what a phone calls its app is text on the page, and one word in the figures', async () => {
  const app = '</td><script src=/x>"\'&\u202e'
  const phone = await dial(v, v.phones.罗二哥).welcomed([], { app })
  const technician = await technicianAt(v.url, v.folder)
  await technician.signIn()
  const page = await technician.page()
  expect(page).not.toMatch(/<script|\s(style|on\w+)=/)
  expect(page).toContain('<bdi>&#60;/td&#62;&#60;script src=/x&#62;&#34;&#39;&#38;\u202e</bdi>')
  expect(await technician.metrics()).toContain('xiangyin_phones_by_app{app="other"} 1')
  phone.close()
})

test('the page may do less than the app: no script, no frame, forms to itself, kept by nobody', async () => {
  const technician = await technicianAt(v.url, v.folder)
  await technician.signIn()
  const { headers } = await technician.ask('/ops')
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  )
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('x-frame-options')).toBe('DENY')
  const sheet = await technician.ask('/ops/style.css')
  expect(sheet.headers.get('content-type')).toContain('text/css')
  // The app's colours and no others.
  const tokens = readFileSync('src/ui/tokens.css', 'utf8')
  for (const colour of (await sheet.text()).match(/#[0-9a-f]{6}\b/g)!) expect(tokens).toContain(colour)
})

test('a phone that is silent for n days is an alert, in words and in figures; whoever comes back ends it', async () => {
  const phones = await Promise.all(SOMEONE.map((who) => dial(v, v.phones[who]).welcomed()))
  const technician = await technicianAt(v.url, v.folder)
  const stays = SOMEONE.indexOf('王大婶')
  for (const [n, phone] of phones.entries()) if (n !== stays) phone.close()
  await expect.poll(() => v.relay.counts().sessions, { timeout: 15_000 }).toBe(1)
  v.clock.now += 13 * DAY
  expect(await technician.metrics()).toContain('xiangyin_phones_silent{days="14"} 0')
  v.clock.now += DAY
  v.relay.tick()
  await technician.signIn()
  const page = await technician.page()
  expect(page).toContain('有 8 部手机 14 天以上没有同步，其中村干部 4 部。')
  expect(page.match(/<tr class="silent">/g)).toHaveLength(8)
  expect(await technician.page('/ops?days=15')).not.toContain('天以上没有同步')
  expect(await technician.page('/ops?days=0')).toContain('14 天以上没有同步')
  expect(await technician.page('/ops?days=1')).toContain('有 8 部手机 1 天以上没有同步')

  const back = await dial(v, v.phones.陶书记).welcomed()
  const figures = await technician.metrics()
  expect(figures).toContain('xiangyin_phones_silent{days="14"} 7')
  expect(figures).toContain('xiangyin_phones_silent_officers{days="14"} 3')
  expect(figures).toContain('xiangyin_alert{alert="silent"} 1')
  expect(figures).toContain('xiangyin_phones{seen="today"} 2')
  expect(figures).toContain('xiangyin_phones{seen="14 days"} 7')
  back.close()
  phones[stays]!.close()
})

/** As the village's calendar has it, eight hours before Greenwich. */
const dayOf = (at: number) => new Date(at + 8 * 3600_000).toISOString().slice(0, 10)

test('/metrics has what the page shows, to who has the token, and nobody in it', async () => {
  const phone = await dial(v, v.phones.王大婶).welcomed([], { app: 'web 0.1.0 5d61766', room: ROOM })
  await v.say('王大婶', noticePublished, notice())
  const technician = await technicianAt(v.url, v.folder)
  for (const authorization of ['', 'Bearer x', `Bearer ${'0'.repeat(64)}`, `Basic ${technician.token}`])
    expect((await technician.ask('/metrics', { headers: { authorization } })).status).toBe(401)
  const figures = await technician.metrics()
  for (const line of [
    `xiangyin_entries ${v.log.lastNumber()}`,
    `xiangyin_entries_today ${v.log.lastNumber()}`,
    `xiangyin_entries_of_day{day="${dayOf(v.clock.now)}"} ${v.log.lastNumber()}`,
    `xiangyin_entries_of_day{day="${dayOf(v.clock.now - 29 * DAY)}"} 0`,
    'xiangyin_sessions 1',
    'xiangyin_phones{seen="today"} 1',
    'xiangyin_phones{seen="never"} 8',
    'xiangyin_phones_by_app{app="web 0.1.0 5d61766"} 1',
    'xiangyin_phones_by_storage{storage="kept"} 1',
    'xiangyin_phones_by_storage{storage="untold"} 8',
    'xiangyin_refused{rule="N1",days="1"} 1',
    'xiangyin_refused{rule="N1",days="180"} 1',
    'xiangyin_alert{alert="no-backup"} 1',
    'xiangyin_alert{alert="disk-stalled"} 0',
    'xiangyin_alert{alert="log-full"} 0',
    `xiangyin_volumes ${v.log.lastPlaces().length}`,
    'xiangyin_parked_entries 0',
    'xiangyin_disk_stalled_seconds 0',
    `xiangyin_last_flush_timestamp_seconds ${v.clock.now / 1000}`,
    'xiangyin_last_backup_timestamp_seconds 0',
    'xiangyin_files 0',
    'xiangyin_file_bytes 0',
    'xiangyin_phones_silent{days="14"} 0',
    'xiangyin_phones_silent_officers{days="14"} 0',
  ])
    expect(figures).toContain(`${line}\n`)
  expect(figures).toMatch(/xiangyin_last_flush_seconds \d/)
  expect(figures).toMatch(/xiangyin_event_loop_wait_p99_seconds \d/)
  // Whoever adds a figure shows here that it is there.
  const names = new Set(figures.match(/^xiangyin_\w+/gm))
  expect([...names]).toHaveLength(23)
  expect(figures).toMatch(/xiangyin_relay\{app="[^"]+"\} 1/)
  expect(figures).toMatch(/xiangyin_disk_free_bytes [1-9]/)
  expect(figures).toMatch(/xiangyin_book_bytes [1-9]/)
  for (const who of SOMEONE) {
    expect(figures).not.toContain(who)
    expect(figures).not.toContain(v.phones[who].person)
    expect(figures).not.toContain(v.phones[who].device.slice(0, 8))
  }
  phone.close()
})
