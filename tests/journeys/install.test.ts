import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { screensOf, openFullVillage, type FullVillage } from '#support/full-village.ts'
import { show } from '#support/screens.ts'
import { startTap } from '#support/http-tap.ts'
import { caughtUp, keptWhole, type Villager } from '#support/journey.ts'
import { appoint } from '#support/village.ts'

const KB = 1024
const FIRST_VISIT = { target: 140 * KB, fail: 170 * KB }
const WHOLE_APP = { target: 220 * KB, fail: 300 * KB }
const RECONNECT = { target: 2 * KB, fail: 4 * KB }

let village: FullVillage
beforeAll(async () => {
  village = await openFullVillage()
})
afterAll(() => village?.v.close())

const kb = (bytes: number) => `${(bytes / KB).toFixed(1)} KB`
/** Until the worker is active its install step, and so the whole precache, is done. */
const workerActive = ({ page }: Villager) =>
  page().evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready
    if (active!.state === 'activated') return
    await new Promise<void>((done) =>
      active!.addEventListener('statechange', () => active!.state === 'activated' && done()),
    )
  })

it('the browser has nothing against installing', async () => {
  const who = await village.v.phone()
  await who.goto('/')
  await workerActive(who)
  const cdp = await who.phone.context.newCDPSession(who.page())
  const { errors } = await cdp.send('Page.getAppManifest')
  expect(errors).toEqual([])
  const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors')
  expect(installabilityErrors).toEqual([])
})

it('the first visit, worker and precache included, costs little and asks for no file twice; the rest follows', async () => {
  const who = await village.v.phone()
  const tap = await startTap(who.road.port)
  try {
    await who.page().goto(tap.url)
    await workerActive(who)
    await who.page().waitForLoadState('networkidle')
    const { down } = who.road.counts()
    const assets = tap.asked.filter((path) => path.startsWith('/assets/'))
    console.log(
      `│ first visit ${kb(down)} in ${tap.asked.length} requests (target ${kb(FIRST_VISIT.target)})`,
    )
    expect(assets.filter((path, n) => assets.indexOf(path) !== n)).toEqual([])
    expect(down).toBeLessThanOrEqual(FIRST_VISIT.fail)

    await keptWhole(who)
    const whole = who.road.counts().down
    console.log(`│ and with every screen kept offline ${kb(whole)} (target ${kb(WHOLE_APP.target)})`)
    expect(whole).toBeLessThanOrEqual(WHOLE_APP.fail)
    expect(
      tap.asked.filter((path, n) => path.startsWith('/assets/') && tap.asked.indexOf(path) !== n),
    ).toEqual([])

    // Opened again, nothing but the question whether there is a new release.
    const soFar = tap.asked.length
    await who.page().reload()
    await who.page().waitForLoadState('networkidle')
    expect(tap.asked.slice(soFar).filter((path) => path.startsWith('/assets/'))).toEqual([])
    expect(who.road.counts().down - whole).toBeLessThan(4 * KB)
  } finally {
    await tap.close()
  }
})

it('after the first visit every screen opens with the relay gone, also when loaded anew', async () => {
  const tao = await village.v.join('陶书记')
  await keptWhole(tao)
  await tao.offline()
  for (const screen of screensOf(village)) {
    await show(tao, screen)
    await tao.page().reload()
    await tao.page().getByRole('heading', { level: 1, name: screen[1] }).waitFor()
  }
})

it('what only an office needs is not kept by who holds none, and is by who is given one', async () => {
  const wang = await village.v.join('王大婶')
  await keptWhole(wang)
  const isKept = () => wang.page().evaluate(() => caches.has('office'))
  expect(await isKept()).toBe(false)
  await appoint(village.v.village, '王大婶', 'committee')
  await wang.goto('/')
  await caughtUp(wang)
  await wang.goto('/')
  await vi.waitUntil(isKept, { timeout: 30_000, interval: 200 })
})

it('a reconnect with nothing new costs next to nothing', async () => {
  const wang = await village.v.join('罗二哥')
  await workerActive(wang)
  await wang.goto('/')
  await caughtUp(wang)
  const page = wang.page()
  await page.waitForLoadState('networkidle')
  await wang.offline()
  await page.getByRole('button', { name: /没有网络|正在连接/ }).click()
  const before = wang.road.counts()
  await wang.online()
  await page.getByRole('button', { name: '现在同步' }).click()
  await page.getByText('全部送到，村里都收到了。').waitFor()
  await caughtUp(wang)
  const after = wang.road.counts()
  const [down, up] = [after.down - before.down, after.up - before.up]
  console.log(`│ reconnect with nothing new: ${down} B down, ${up} B up (target ${kb(RECONNECT.target)})`)
  expect(down + up).toBeLessThanOrEqual(RECONNECT.fail)
})

it('strict headers on the page; a missing file is a 404 and never the page', async () => {
  const { road } = await village.v.phone()
  const page = await fetch(`${road.url}/`)
  const gone = await fetch(`${road.url}/assets/gone-abc123.js`)
  expect([page.status, gone.status]).toEqual([200, 404])
  expect(await page.text()).toContain('<div id="app">')
  expect(await gone.text()).not.toContain('<')
  for (const { headers } of [page, gone]) {
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self'/)
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('permissions-policy')).toContain('geolocation=()')
  }
  expect(page.headers.get('cache-control')).toBe('no-cache')
  expect(gone.headers.get('cache-control')).toBe('no-store')
})
