import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ASK, FROM_PHONE, hear, LIMITS, OFFER, type Answer } from '#rulebook/wire.ts'
import { LONGEST_MS } from '#sync/backoff.ts'
import { offers } from '#sync/offers.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const out = (n: number, size = 100, later = false) => ({
  id: n.toString(16).padStart(64, '0'),
  entry: new Uint8Array(size).fill(n),
  later,
})
const answer = (id: string, more: Partial<Answer> = {}): Answer => ({
  n: 0,
  id,
  code: 'accepted',
  i: 1,
  at: 1,
  rule: null,
  retryAfterMs: null,
  signature: null,
  ...more,
})

function handing() {
  const sent: Uint8Array[] = []
  const offering = offers(
    (payload) => sent.push(payload),
    () => {},
  )
  const offered = () =>
    sent.flatMap((payload) => {
      const told = hear([OFFER], payload)
      return told ? told.body.offers.map(({ entry }) => entry[0]!) : []
    })
  return { offering, sent, offered }
}

test('at most 64 entries and 32 KB on their way, at most 16 KB a message, each once, in order', () => {
  const { offering, sent, offered } = handing()
  const many = Array.from({ length: 200 }, (_, n) => out(n, 150))
  offering.have(many)
  offering.have(many)
  expect(offered()).toEqual(Array.from({ length: 64 }, (_, n) => n))
  for (let n = 0; n < 200; n++) offering.answered([answer(out(n).id)])
  expect(offered()).toEqual(Array.from({ length: 200 }, (_, n) => n))
  expect(offering.isDone()).toBe(true)
  const large = handing()
  large.offering.have(Array.from({ length: 10 }, (_, n) => out(n, 12_000)))
  expect(large.offered()).toEqual([0, 1])
  for (const payload of [...sent, ...large.sent])
    expect(payload.length).toBeLessThanOrEqual(LIMITS.offerMessage)
})

test('what the relay keeps for later is asked after, and offered only where the relay does not know it', () => {
  const { offering, sent, offered } = handing()
  const one = out(1, 100, true)
  offering.have([one])
  expect(hear(FROM_PHONE, sent[0]!)).toEqual({ is: ASK.name, body: { ids: [one.id] } })
  offering.answered([answer(one.id, { code: 'busy', retryAfterMs: 0 })])
  vi.advanceTimersByTime(1)
  expect(offered()).toEqual([1])
  offering.answered([answer(one.id, { code: 'ref-missing' })])
  offering.have([one])
  expect(offered()).toEqual([1])
  expect(offering.isDone()).toBe(true)
})

test('a busy relay is asked again after the time it names, and the following ones still go', () => {
  const { offering, offered } = handing()
  offering.have([out(1), out(2)])
  offering.answered([answer(out(1).id, { code: 'busy', retryAfterMs: 5000 }), answer(out(2).id)])
  expect(offering.isDone()).toBe(false)
  vi.advanceTimersByTime(4999)
  expect(offered()).toEqual([1, 2])
  vi.advanceTimersByTime(1)
  expect(offered()).toEqual([1, 2, 1])
})

test('however long the relay says to wait, it is asked again within an hour, and not at once', () => {
  const { offering, offered } = handing()
  const one = out(1)
  offering.have([one])
  offering.answered([answer(one.id, { code: 'busy', retryAfterMs: Number.MAX_SAFE_INTEGER })])
  vi.advanceTimersByTime(LONGEST_MS - 1)
  expect(offered()).toEqual([1])
  vi.advanceTimersByTime(1)
  expect(offered()).toEqual([1, 1])
})
