import { afterEach, expect, test } from 'vitest'
import { deviceIdOf, idOf } from '#entry/crypto.ts'
import { decodeEntry } from '#entry/format.ts'
import { newClaim } from '#identity/hand.ts'
import { openIdentity, type Identity } from '#identity/identity.ts'
import { readApproval, readRequest, writeApproval, type Approval } from '#rulebook/enrol.ts'
import { claimIssued, deviceAdded } from '#rulebook/roster.ts'
import { threadOpened } from '#rulebook/thread.ts'
import {
  accepted,
  admissionBody,
  DAY,
  foundTestVillage,
  newPhone,
  type TestVillage,
} from '#support/village.ts'

const open: Identity[] = []
afterEach(() => open.splice(0).forEach((identity) => identity.close()))

let count = 0
async function phone(name = `keys of test ${Date.now()} ${++count}`) {
  const identity = await openIdentity(name)
  open.push(identity)
  return { identity, name }
}

async function approvalFor(v: TestVillage, request: Uint8Array, more: Partial<Approval> = {}) {
  const { key, sealingKey, nonce, proof } = readRequest(request)!
  const person = v.phones.王大婶.person
  const body = { person, device: await deviceIdOf(key), key, sealingKey, nonce, proof, label: '' }
  const { bytes } = await v.write('陶书记', deviceAdded, body)
  return writeApproval({
    founding: await idOf(decodeEntry(v.founding)!.header),
    relay: '/',
    person,
    admission: bytes,
    chain: [v.founding, v.log.numbered(2)!.bytes],
    ...more,
  })
}
const draft = (title: string) => ({ kind: threadOpened.number, body: [title, title], refs: [], at: 1 })

test('a request is approved, and the phone is who it was approved for, in every tab and after a restart', async () => {
  const v = await foundTestVillage()
  const { identity, name } = await phone()
  const { identity: tab } = await phone(name)
  expect(identity.self()).toBeUndefined()
  const request = await identity.request('王大婶')
  expect(identity.self()!.state).toBe('asked')
  expect(await identity.request('王大婶')).toEqual(request)
  const seen = new Promise<void>((resolve) => {
    tab.watch(() => tab.self()?.state === 'unverified' && resolve())
  })
  expect(await identity.accept(await approvalFor(v, request))).toBe('joined')
  await seen
  const { identity: restarted } = await phone(name)
  expect(restarted.self()).toMatchObject({
    state: 'unverified',
    membership: { village: v.village, person: v.phones.王大婶.person, relay: '' },
  })
  expect(restarted.self()!.membership!.relayKey).toEqual(v.relay.relayKey)
  expect(restarted.self()!.signing.privateKey.extractable).toBe(false)
  expect(restarted.self()!.sealing.privateKey.extractable).toBe(false)
})

test('an approval for another phone, a damaged one and one that proves nothing are told apart', async () => {
  const v = await foundTestVillage()
  const { identity } = await phone()
  const request = await identity.request('王大婶')
  const { identity: other } = await phone()
  const othersApproval = await approvalFor(v, await other.request('罗二哥'))
  expect(await identity.accept(othersApproval)).toBe('not-for-this-phone')
  const good = await approvalFor(v, request)
  expect(await identity.accept(good.slice(0, -1))).toBe('damaged')
  // Signed by a device that no admission leads to.
  const stranger = await newPhone(v.phones.陶书记.person)
  const { key, sealingKey, nonce, proof } = readRequest(request)!
  const body = {
    ...(await admissionBody(stranger)),
    device: await deviceIdOf(key),
    key,
    sealingKey,
    nonce,
    proof,
  }
  const forged = await v.write(stranger, deviceAdded, body)
  const unproven = await approvalFor(v, request, { admission: forged.bytes })
  expect(await identity.accept(unproven)).toBe('not-proven')
  // A chain of another village.
  const elsewhere = await foundTestVillage()
  const chain = [elsewhere.founding, elsewhere.log.numbered(2)!.bytes]
  expect(await identity.accept(await approvalFor(v, request, { chain }))).toBe('not-proven')
  const bent = readApproval(good)!
  bent.admission[bent.admission.length - 1]! ^= 1
  expect(await identity.accept(writeApproval(bent))).toBe('not-proven')
  expect(identity.self()!.state).toBe('asked')
  expect(await identity.accept(good)).toBe('joined')
})

test('a claim link admits this phone, and after a lost answer the very same entry is handed in again', async () => {
  const v = await foundTestVillage()
  const { person } = v.phones.罗二哥
  const { claimKey, link } = await newClaim(v.village, person, 'https://village.example')
  await accepted(v.say('陶书记', claimIssued, { person, claimKey, until: v.clock.now + DAY }))
  const fragment = link().split('#')[1]!
  const { identity } = await phone()
  const entry = await identity.claim(fragment, v.founding, v.clock.now)
  if (entry === 'damaged') throw new Error(entry)
  expect((await v.relay.offer([entry]))[0]!.code).toBe('accepted')
  const again = await identity.claim(fragment, v.founding, v.clock.now)
  expect(again).toEqual(entry)
  expect((await v.relay.offer([entry]))[0]!.code).toBe('duplicate')
  const { identity: thief } = await phone()
  const second = await thief.claim(fragment, v.founding, v.clock.now)
  expect((await v.relay.offer([second as Uint8Array]))[0]).toMatchObject({ code: 'closed', rule: 'R7' })
  expect(await identity.claim(fragment.slice(3), v.founding, 1)).toBe('damaged')
  const elsewhere = await foundTestVillage()
  expect(await identity.claim(fragment, elsewhere.founding, 1)).toBe('damaged')
})

test('abuse 16: two tabs sign at once: every number is given once; abuse 15: a number lost in a crash is a gap, no fork', async () => {
  const v = await foundTestVillage()
  const { identity, name } = await phone()
  const approval = await approvalFor(v, await identity.request('王大婶'))
  expect(await identity.accept(approval)).toBe('joined')
  const admission = readApproval(approval)!.admission
  expect((await v.relay.offer([admission]))[0]!.code).toBe('accepted')
  const tabs = [identity, (await phone(name)).identity, (await phone(name)).identity]
  const signed = await Promise.all(Array.from({ length: 30 }, (_, n) => tabs[n % 3]!.sign(draft(`第${n}`))))
  expect(signed.map(({ fields }) => fields.seq).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 30 }, (_, n) => n + 1),
  )
  // The first half was signed and never stored: as if the phone had crashed between.
  const outcomes = await v.relay.offer(signed.slice(15).map(({ bytes }) => bytes))
  expect(outcomes.map(({ code }) => code)).toEqual(Array.from({ length: 15 }, () => 'accepted'))
})

test('two tabs that ask at once have one key', async () => {
  const { identity, name } = await phone()
  const { identity: tab } = await phone(name)
  const [one, two] = await Promise.all([identity.request('甲'), tab.request('甲')])
  expect(readRequest(one)!.key).toEqual(readRequest(two)!.key)
})

test('a phone that has not joined signs nothing', async () => {
  const { identity } = await phone()
  await expect(identity.sign(draft('x'))).rejects.toThrow('not joined')
  expect(await identity.accept(new Uint8Array(3))).toBe('not-for-this-phone')
})
