// The ways around: a network without WebSockets, and words that go though the app is closed.
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { caughtUp, keptWhole, openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { startNoSockets } from '#support/no-sockets.ts'
import { openDebate, said, speak, stateOf } from './deeds.ts'

let v: JourneyVillage
beforeAll(async () => {
  v = await openVillage()
})
afterAll(() => v?.close())

it('in a network that lets no WebSocket through, 杨代表 joins, reads and speaks all the same', async () => {
  const thread = await openDebate(v)
  const yang = await v.phone()
  const office = await startNoSockets(yang.road.port)
  try {
    const page = yang.page()
    await page.goto(office.url + (await v.claimPath('杨代表')))
    await page.getByRole('button', { name: '加入', exact: true }).click()
    await caughtUp(yang)
    await page.goto(`${office.url}/threads/${thread}`)
    await speak(yang, '办公室的网也能说话')
    await stateOf(yang, '办公室的网也能说话', '村里已收到').waitFor({ timeout: 60_000 })
    expect(said(v, 'text')).toContain('办公室的网也能说话')
  } finally {
    await office.close()
  }
})

/** What the browser will wake the worker for, once there is a network. */
const wokenFor = ({ page }: Villager): Promise<string[]> =>
  page().evaluate(async () => {
    const { sync } = (await navigator.serviceWorker.ready) as ServiceWorkerRegistration & {
      sync: { getTags(): Promise<string[]> }
    }
    return sync.getTags()
  })

it('what 王大婶 wrote without coverage goes when it comes back, though she has closed the app', async () => {
  const thread = await openDebate(v)
  const wang = await v.join('王大婶')
  await keptWhole(wang)
  await wang.offline()
  await wang.goto(`/threads/${thread}`)
  await speak(wang, '我在坡上写的')
  await stateOf(wang, '我在坡上写的', '已存手机').waitFor()
  // The app has asked to be woken for it.
  await vi.waitUntil(async () => (await wokenFor(wang)).includes('offer'), { timeout: 30_000 })
  const cdp = await wang.phone.context.newCDPSession(wang.page())
  const worker = new Promise<{ registrationId: string; origin: string }>((found) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const one = registrations.find(({ isDeleted }) => !isDeleted)
      if (one) found({ registrationId: one.registrationId, origin: new URL(one.scopeURL).origin })
    })
  })
  await cdp.send('ServiceWorker.enable')
  const { registrationId, origin } = await worker
  await wang.page().goto('about:blank')
  await wang.online()

  // Chromium without a real network does not send the event itself.
  await cdp.send('ServiceWorker.dispatchSyncEvent', {
    origin,
    registrationId,
    tag: 'offer',
    lastChance: false,
  })
  await vi.waitUntil(() => said(v, 'text').includes('我在坡上写的'), { timeout: 30_000 })
  await wang.goto(`/threads/${thread}`)
  await stateOf(wang, '我在坡上写的', '村里已收到').waitFor({ timeout: 60_000 })
  expect(said(v, 'text').filter((text) => text === '我在坡上写的')).toHaveLength(1)
})
