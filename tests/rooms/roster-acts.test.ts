import { expect, test } from 'vitest'
import type { Writing } from '#desk/desk.ts'
import { ALLOWED } from '#rulebook/verdict.ts'
import { admitDevice, endRole, grantRole, revokeDevice } from '../../src/rooms/roster/acts.ts'

function pen() {
  const written: [string, unknown][] = []
  const desk: Writing = {
    me: undefined,
    write: async (kind, body) => {
      written.push([kind.name, body])
      return { id: 'id', verdict: ALLOWED }
    },
  }
  return { desk, written }
}
const request = {
  name: '李秀珍',
  key: new Uint8Array(65),
  sealingKey: new Uint8Array(65),
  nonce: new Uint8Array(16),
  proof: new Uint8Array(64),
  label: 'HUAWEI',
}

test('an admission carries the request and not the name that was typed: the roster knows the name', async () => {
  const { desk, written } = pen()
  await admitDevice(desk, request, 'person', 'device')
  const { name, ...rest } = request
  expect(name).toBe('李秀珍')
  expect(written).toEqual([['device.added', { ...rest, person: 'person', device: 'device' }]])
})

test('a role without scope or end is for all and for good', async () => {
  const { desk, written } = pen()
  await grantRole(desk, { person: 'p', role: 'committee' })
  await endRole(desk, { person: 'p', role: 'committee' })
  await revokeDevice(desk, 'd')
  expect(written).toEqual([
    ['role.granted', { person: 'p', role: 'committee', scope: [], until: 0 }],
    ['role.ended', { person: 'p', role: 'committee', reason: '' }],
    ['device.revoked', { device: 'd', reason: '' }],
  ])
})
