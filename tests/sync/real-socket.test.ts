// The phone's session over real sockets and a shaped road, against the real relay; its ledger is in memory.
import { afterEach, expect, test } from 'vitest'
import { topicOf } from '#rulebook/volumes.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { serve, type Served } from '#server/serve.ts'
import type { Outgoing } from '#sync/ports.ts'
import { foundTestVillage, type TestVillage } from '#support/village.ts'
import { doorPhone } from './door-phone.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function served(): Promise<{ v: TestVillage; relay: Served }> {
  const v = await foundTestVillage()
  const relay = await serve({ relay: v.relay, host: '127.0.0.1', port: 0, publicUrl: '', trustProxy: false })
  ends.push(() => relay.stop())
  return { v, relay }
}

function phone(v: TestVillage, port: number, out: Outgoing[] = []) {
  const one = doorPhone(v, out)
  const session = one.connect(port)
  ends.push(() => session.close())
  return { ...one, session }
}

test('one socket carries all volumes and the offers; live lines follow', async () => {
  const { v, relay } = await served()
  const { id } = await v.say('罗二哥', threadOpened, { title: '修路', text: '…' })
  for (let n = 0; n < 300; n++)
    await v.say(n % 2 ? '罗二哥' : '何委员', commentPosted, { text: `第${n}句` }, [id])
  const words = await v.write('王大婶', threadOpened, { title: '我的', text: '话' })
  const one = phone(v, relay.port, [{ id: words.id, entry: words.bytes, later: false }])
  await one.until(() => one.session.isCurrent())
  expect(one.answers).toEqual(['accepted'])
  for (const { volume, k } of v.log.lastPlaces()) {
    expect([volume, one.volumes.get(volume)]).toEqual([volume, k])
  }
  const before = one.volumes.get(topicOf(id))!
  await v.say('罗二哥', commentPosted, { text: '刚说的' }, [id])
  await one.until(() => one.volumes.get(topicOf(id)) === before + 1)
  expect(one.failures).toEqual([])
})

test('a relay that goes away says when to come back', async () => {
  const { v, relay } = await served()
  const one = phone(v, relay.port)
  await one.until(() => one.session.isCurrent())
  await v.relay.stop(7000)
  expect(await one.session.ended).toEqual({
    code: 1012,
    wasHeard: true,
    wasWelcome: true,
    retryAfterMs: 7000,
    hasFailed: false,
  })
  await relay.stop().catch(() => undefined)
  ends.length = 0
})
