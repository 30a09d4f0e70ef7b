import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256 } from '#entry/crypto.ts'
import { toHex } from '#entry/format.ts'
import {
  fromFrames,
  FRAME_BYTES,
  readApproval,
  readFrame,
  readRequest,
  toFrames,
  writeApproval,
  writeRequest,
} from '#rulebook/enrol.ts'
import { appended, row, text } from '#rulebook/shape.ts'
import { FROM_PHONE, FROM_RELAY, hear, OFFER, phoneRoom, PING, tell, WIRE_VERSION } from '#rulebook/wire.ts'

describe('the wire', () => {
  it('its version is raised when a message is added or changes its number: they hash to what version 1 was', async () => {
    const shapes = [...FROM_PHONE, ...FROM_RELAY].map((m) => `${m.number} ${m.name}`).join('\n')
    expect(WIRE_VERSION).toBe(1)
    expect(toHex(await sha256(new TextEncoder().encode(shapes))).slice(0, 16)).toMatchInlineSnapshot(
      `"59ab1e1e858f4601"`,
    )
  })

  it('numbers and names are used once', () => {
    const all = [...FROM_PHONE, ...FROM_RELAY]
    expect(new Set(all.map((m) => m.number)).size).toBe(all.length)
    expect(new Set(all.map((m) => m.name)).size).toBe(all.length)
  })

  it('an appended field is nothing where an older app sends none, and is left alone by who does not know it', () => {
    const older = row({ app: text(0, 40) })
    const newer = row({ app: text(0, 40), room: appended(phoneRoom) })
    const room = { usedMb: 35, quotaMb: null, persisted: true }
    expect(newer.read(older.write({ app: 'web' }))).toEqual({ app: 'web', room: null })
    expect(older.read(newer.write({ app: 'web', room }))).toEqual({ app: 'web' })
    expect(newer.read(newer.write({ app: 'web', room }))).toEqual({ app: 'web', room })
    expect(newer.read(newer.write({ app: 'web', room: null }))).toEqual({ app: 'web', room: null })
    expect(newer.read(['web', [35]])).toBeUndefined()
  })

  it('what is told is heard; what is not ours is not', () => {
    const payload = tell(OFFER, { offers: [{ n: 1, entry: new Uint8Array([1, 2]) }] })
    expect(hear(FROM_PHONE, payload)).toEqual({
      is: 'OFFER',
      body: { offers: [{ n: 1, entry: new Uint8Array([1, 2]) }] },
    })
    expect(hear(FROM_RELAY, payload)).toBeUndefined()
    expect(hear([PING], tell(PING, { n: -1 }))).toBeUndefined()
  })

  it('abuse 26: any bytes are heard as nothing, or as a message, and never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        hear(FROM_PHONE, bytes)
        hear(FROM_RELAY, bytes)
      }),
      { seed: 20261124, numRuns: 5000 },
    )
  })
})

describe('joining by codes', () => {
  it('bytes come back from frames in any order, with repeats; until then it says how many are missing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4000 }), fc.nat(), (payload, turn) => {
        const frames = toFrames(payload)
        for (const one of frames) expect(one.length).toBeLessThanOrEqual(FRAME_BYTES)
        const read = frames.map((one) => readFrame(one)!)
        const turned = [...read.slice(turn % read.length), ...read, ...read.slice(0, turn % read.length)]
        expect(fromFrames(turned)).toEqual(payload)
        if (read.length > 1) expect(fromFrames(read.slice(1))).toEqual({ missing: 1 })
      }),
      { seed: 20261124, numRuns: 200 },
    )
  })

  it('requests and approvals are read strictly', () => {
    const request = {
      name: '王大婶',
      key: new Uint8Array(65),
      sealingKey: new Uint8Array(65),
      nonce: new Uint8Array(16),
      proof: new Uint8Array(64),
      label: '',
    }
    expect(readRequest(writeRequest(request))).toEqual(request)
    expect(toFrames(writeRequest(request)).length).toBe(1)
    expect(readRequest(writeRequest(request).slice(1))).toBeUndefined()
    const approval = {
      founding: 'ab'.repeat(32),
      relay: 'https://village.example',
      person: '00'.repeat(8),
      admission: new Uint8Array(420),
      chain: [new Uint8Array(500), new Uint8Array(430)],
    }
    expect(readApproval(writeApproval(approval))).toEqual(approval)
    expect(toFrames(writeApproval(approval)).length).toBeLessThanOrEqual(2)
  })
})
