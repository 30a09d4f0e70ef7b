// A network that wants a login first: every request and every WebSocket gets its page. Nothing is claimed or lost.
import { afterEach, expect, test } from 'vitest'
import { threadOpened } from '#rulebook/thread.ts'
import { admit, fetchFounding, handInRequest } from '#sync/http.ts'
import { isReachable } from '#sync/reachability.ts'
import { both, keepsLine, servedVillage } from './line.ts'
import { startMiddle, type Asked, type Instead } from './middle.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const HTML = { 'content-type': 'text/html' }
/** As most do, the page says where one wanted to go. */
const page = ({ path }: Asked) => `<html><a href="/login?to=http://relay${path}">请先登录</a></html>`
const PORTALS: [string, (asked: Asked) => Instead][] = [
  ['200 with its page', (asked) => ({ status: 200, headers: HTML, body: page(asked) })],
  ['302 to its page', () => ({ status: 302, headers: { location: 'http://127.0.0.1:9/login' } })],
  ['302 to itself', ({ path }) => ({ status: 302, headers: { location: `/login?to=${path}` } })],
  ['511', (asked) => ({ status: 511, headers: HTML, body: page(asked) })],
]

async function behind(portal: (asked: Asked) => Instead) {
  const { v, relay } = await servedVillage()
  const middle = await startMiddle(relay.port)
  middle.instead((asked) =>
    asked.path.startsWith('/login') ? { status: 200, headers: HTML } : portal(asked),
  )
  ends.push(() => relay.stop(), middle.close)
  return { v, middle }
}

test.for(PORTALS)(
  'a login page (%s) is no network; when it is gone, the phone goes on by itself',
  async ([, portal]) => {
    const { v, middle } = await behind(portal)
    const mine = await v.write('王大婶', threadOpened, { title: '我的', text: '话' })
    const line = keepsLine(v, middle.url, { out: [{ id: mine.id, entry: mine.bytes, later: false }] })
    ends.push(line.stop)
    await line.until(() => line.states.filter((state) => state === 'off').length === 2)
    expect(await isReachable(middle.url)).toBe(false)
    expect(line.states).toEqual(['trying', 'off', 'trying', 'off'])
    expect(middle.asked.map(({ path }) => path).filter((path) => path === '/v1/carry')).toEqual([])
    expect([line.answers, line.waiting(), line.held.size, line.alarms()]).toEqual([[], [mine.id], 0, 0])
    middle.instead(() => undefined)
    await line.until(line.isCurrent)
    expect([line.answers, line.waiting(), line.failures]).toEqual([['accepted'], [], []])
    const { phone, relay } = both(v, line)
    expect(phone).toEqual(relay)
  },
)

test.for(PORTALS)(
  'joining behind a login page (%s): nothing counts as handed in or admitted',
  async ([, portal]) => {
    const { v, middle } = await behind(portal)
    expect(await handInRequest(middle.url, new Uint8Array(40))).toBe('no-network')
    expect(await admit(middle.url, [v.founding])).toBe('no-network')
    expect(await fetchFounding(middle.url)).toBeUndefined()
  },
)
