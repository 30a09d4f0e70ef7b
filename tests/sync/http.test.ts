// Joining speaks HTTP with the relay before there is a session.
import { afterEach, expect, test } from 'vitest'
import { newSealingPair, publicBytes, sign } from '#entry/crypto.ts'
import { writeRequest } from '#rulebook/enrol.ts'
import { requestMessage } from '#rulebook/roster-rules.ts'
import { deviceAdded } from '#rulebook/roster.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { serve } from '#server/serve.ts'
import { admit, fetchFounding, handInRequest } from '#sync/http.ts'
import { isReachable } from '#sync/reachability.ts'
import { admissionBody, foundTestVillage, newPhone } from '#support/village.ts'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

async function served() {
  const v = await foundTestVillage()
  const relay = await serve({ relay: v.relay, host: '127.0.0.1', port: 0, publicUrl: '', trustProxy: false })
  ends.push(() => relay.stop())
  return { v, address: `http://127.0.0.1:${relay.port}` }
}

test('the relay is reachable and tells the founding', async () => {
  const { v, address } = await served()
  expect(await isReachable(address)).toBe(true)
  expect(await fetchFounding(address)).toEqual(v.founding)
  expect(await fetchFounding('http://127.0.0.1:9')).toBeUndefined()
})

test('an admission is handed in with what leads to it, as often as one likes', async () => {
  const { v, address } = await served()
  const phone = await newPhone(v.phones.王大婶.person)
  const { bytes } = await v.write('陶书记', deviceAdded, await admissionBody(phone))
  const chain = [v.founding, v.log.numbered(2)!.bytes, bytes]
  expect(await admit(address, chain)).toBe('accepted')
  expect(await admit(address, chain)).toBe('accepted')
  const byStranger = await v.write(phone, deviceAdded, await admissionBody(await newPhone(phone.person)))
  expect(await admit(address, [byStranger.bytes])).toBe('refused')
  const words = await v.write('王大婶', threadOpened, { title: '不是准入', text: '…' })
  expect(await admit(address, [words.bytes])).toBe('no-network')
  expect(await admit('http://127.0.0.1:9', chain)).toBe('no-network')
})

test('a request is handed in', async () => {
  const { v, address } = await served()
  const phone = await newPhone(v.phones.王大婶.person)
  const sealingKey = await publicBytes((await newSealingPair()).publicKey)
  const nonce = new Uint8Array(16)
  const proof = await sign(phone.keys.privateKey, 'xy1request', requestMessage(phone.key, sealingKey, nonce))
  const request = writeRequest({ name: '王大婶', key: phone.key, sealingKey, nonce, proof, label: '' })
  expect(await handInRequest(address, request)).toBe('handed-in')
  expect(await handInRequest('http://127.0.0.1:9', request)).toBe('no-network')
})
