// A socket that was waited for in vain in a dead spot is tried once more; only then is it the network's doing.
import { afterEach, expect, test, vi } from 'vitest'
import { dial } from '#sync/dial.ts'
import { foundTestVillage } from '#support/village.ts'
import { dialled, doorPhone } from '../sync/door-phone.ts'

afterEach(() => void vi.useRealTimers())

/** What a phone tries whose sockets never open; `refusedAfter` says when each is turned away, if at all. */
async function tried(refusedAfter: number | undefined, ms: number): Promise<string[]> {
  const phone = doorPhone(await foundTestVillage())
  vi.useFakeTimers()
  const began = performance.now()
  const seen: string[] = []
  const note = (what: string) => seen.push(`${Math.round((performance.now() - began) / 1000)} s ${what}`)
  class Silent {
    readyState = 0
    onerror = () => {}
    constructor(how?: string) {
      note(how === 'requests' ? how : 'socket')
      if (refusedAfter !== undefined) setTimeout(() => this.onerror(), refusedAfter)
    }
    close() {}
  }
  const line = dial({
    url: 'ws://relay/v1',
    http: 'http://relay',
    ...dialled(phone),
    link: () => {},
    Socket: Silent as never,
    overHttp: async () => new Silent('requests') as never,
    get: (async (to) => new Response(new URL(String(to)).searchParams.get('n'))) as typeof fetch,
  })
  await vi.advanceTimersByTimeAsync(ms)
  line.stop()
  await line.over
  return seen
}

test('sockets that nobody answers: the second time, requests take their place', async () => {
  expect(await tried(undefined, 40_000)).toEqual(['0 s socket', '12 s socket', '24 s requests'])
})

test('a socket that is turned away: requests take its place at once', async () => {
  expect((await tried(3000, 5000)).slice(0, 2)).toEqual(['0 s socket', '3 s requests'])
})
