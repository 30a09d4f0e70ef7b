// A phone whose storage takes nothing more, at the real relay: what comes would fare no better the next moment.
import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { topicOf } from '#rulebook/volumes.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { serve } from '#server/serve.ts'
import { dial } from '#sync/dial.ts'
import { foundTestVillage } from '#support/village.ts'
import { dialled, doorPhone } from './door-phone.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

test('it does not fetch the same lines again and again; whoever taps tries once, and with room all is there', async () => {
  const v = await foundTestVillage()
  const relay = await serve({ relay: v.relay, host: '127.0.0.1', port: 0, publicUrl: '', trustProxy: false })
  ends.push(() => relay.stop())
  const { id } = await v.say('罗二哥', threadOpened, { title: '修路', text: '村口' })
  const one = doorPhone(v)
  let hasRoom = true
  const { absorb } = one.door
  one.door.absorb = (slice, items) =>
    hasRoom ? absorb(slice, items) : Promise.reject(new DOMException('', 'QuotaExceededError'))
  let sockets = 0
  class Socket extends WebSocket {
    constructor(url: string) {
      super(url)
      sockets += 1
    }
  }
  const ended: (() => void)[] = []
  const line = dial({
    ...dialled(one),
    url: `ws://127.0.0.1:${relay.port}/v1`,
    http: `http://127.0.0.1:${relay.port}`,
    link: ({ state }) => state === 'off' && ended.splice(0).forEach((go) => go()),
    Socket: Socket as never,
    overHttp: () => Promise.reject(new Error('nothing is in the way of a socket')),
    random: () => 0,
  })
  ends.push(() => line.stop())
  const nextEnd = () => new Promise<void>((resolve) => ended.push(resolve))
  await one.until(() => line.session()?.isCurrent() ?? false)

  hasRoom = false
  const full = nextEnd()
  await v.say('何委员', commentPosted, { text: '按四万一亩补。' }, [id])
  await full
  expect(one.failures).toHaveLength(1)
  // Meanwhile the village goes on, for longer than a lost link is waited for; another phone hears all of it.
  const other = doorPhone(v)
  const session = other.connect(relay.port)
  ends.push(() => session.close())
  for (let n = 0; n < 60; n++) await v.say('罗二哥', commentPosted, { text: `第${n}句` }, [id])
  await other.until(() => other.volumes.get(topicOf(id)) === 62)
  expect(sockets).toBe(1)

  const again = nextEnd()
  line.wake()
  await again
  expect(sockets).toBe(2)
  // That his own word could be stored says that there is room.
  hasRoom = true
  const word = await v.write('王大婶', commentPosted, { text: '我家让得出半分地。' }, [id])
  one.write({ id: word.id, entry: word.bytes, later: false })
  await one.until(() => one.volumes.get(topicOf(id)) === 63 && one.answers.includes('accepted'))
  expect({ sockets, failures: one.failures.length, twice: one.twice() }).toEqual({
    sockets: 3,
    failures: 2,
    twice: 0,
  })
})
