import {
  deviceIdOf,
  newSealingPair,
  newSigningPair,
  publicBytes,
  seal,
  sign,
  villageIdOf,
} from '#entry/crypto.ts'
import { NO_VILLAGE, toHex, type Cbor, type Hex8, type Id } from '#entry/format.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import type { Kind } from '#rulebook/kinds.ts'
import { claimMessage, requestMessage } from '#rulebook/roster-rules.ts'
import {
  deviceAdded,
  deviceClaimed,
  householdsRegistered,
  peopleImported,
  roleGranted,
  villageFounded,
  type Role,
} from '#rulebook/roster.ts'
import type { BlobStore } from '#server/files/blob-store.ts'
import { createMemoryBlobs } from '#server/files/memory-blobs.ts'
import type { Log } from '#server/log.ts'
import { createMemoryLog } from '#server/memory-log.ts'
import { createRelay, type Outcome, type Relay } from '#server/relay.ts'
import { inHand, testPhone, type TestPhone } from './test-phone.ts'

/** A village with real keys and a real relay in memory, for whoever tests what happens between phones. */
export const HOUR = 3600 * 1000
export const DAY = 24 * HOUR
export const START = Date.UTC(2026, 2, 1)

export const SOMEONE = [
  '陶书记',
  '李监督',
  '何委员',
  '赵网格',
  '杨代表',
  '王大婶',
  '罗二哥',
  '张小妹',
  '陶在外',
] as const
export type Someone = (typeof SOMEONE)[number]
/** Who lives in which household: 陶家 and 王家 in group 1, 张家 in group 2. */
const HOME: Record<Someone, number> = {
  陶书记: 0,
  何委员: 0,
  陶在外: 0,
  杨代表: 1,
  王大婶: 1,
  罗二哥: 1,
  李监督: 2,
  赵网格: 2,
  张小妹: 2,
}
export const HOUSEHOLDS: Hex8[] = ['00000000000000a1', '00000000000000a2', '00000000000000a3']

export interface Phone {
  person: Hex8
  device: Hex8
  keys: CryptoKeyPair
  key: Uint8Array
  seq: number
}
export interface Given {
  at?: number
  seq?: number
  village?: Hex8
  onBehalfOf?: Hex8
}
export type Written = Awaited<ReturnType<typeof seal>>

/** A phone with new keys, admitted nowhere yet. */
export async function newPhone(person: Hex8): Promise<Phone> {
  const keys = await newSigningPair(true)
  const key = await publicBytes(keys.publicKey)
  return { person, key, keys, device: await deviceIdOf(key), seq: 0 }
}
/** Whose each villager is, the same in every village of tests. */
export const personId = (who: Someone): Hex8 => (SOMEONE.indexOf(who) + 0xb1).toString(16).padStart(16, '0')

/** The body of an admission: the new phone's keys, and its word over its own request. */
export async function admissionBody(phone: Phone) {
  const sealingKey = await publicBytes((await newSealingPair()).publicKey)
  const nonce = crypto.getRandomValues(new Uint8Array(16))
  const proof = await sign(phone.keys.privateKey, 'xy1request', requestMessage(phone.key, sealingKey, nonce))
  const { person, device, key } = phone
  return { person, device, key, sealingKey, nonce, proof, label: '' }
}

export interface TestVillage {
  relay: Relay
  village: Hex8
  relayKey: CryptoKeyPair
  log: Log
  blobs: BlobStore
  clock: { now: number }
  founding: Uint8Array
  phones: Record<Someone, Phone>
  /** Writes and signs an entry without handing it in. */
  write<B>(by: Someone | Phone, kind: Kind<B>, body: B, refs?: Id[], given?: Given): Promise<Written>
  /** Writes an entry and hands it in. */
  say<B>(
    by: Someone | Phone,
    kind: Kind<B>,
    body: B,
    refs?: Id[],
    given?: Given,
  ): Promise<Outcome & { id: Id }>
  /** A further phone of someone, admitted by the registrar. */
  addPhone(who: Someone): Promise<Phone>
  /** A phone that speaks the wire with the relay directly; `auth` is up to the test. */
  connect(who: Someone | Phone): TestPhone
  /** Starts the relay anew upon its log, or upon another. */
  restart(log?: Log): Promise<Relay>
}

/** Founds a village and registers three households with nine people, each with a phone and an office. */
export async function foundTestVillage(
  o: {
    log?: Log
    blobs?: BlobStore
    clock?: { now: number }
    note?: (what: string, facts?: object) => void
  } = {},
): Promise<TestVillage> {
  const clock = o.clock ?? { now: START }
  const log = o.log ?? createMemoryLog()
  const blobs = o.blobs ?? createMemoryBlobs()
  const [root, relayKey, first, second] = await Promise.all([1, 2, 3, 4].map(() => newSigningPair(true)))
  const [rootKey, publicRelayKey, firstClaim, secondClaim] = await Promise.all(
    [root!, relayKey!, first!, second!].map((pair) => publicBytes(pair.publicKey)),
  )
  const phones = {} as Record<Someone, Phone>
  for (const who of SOMEONE) phones[who] = await newPhone(personId(who))
  const genesis = await seal(root!.privateKey, {
    village: NO_VILLAGE,
    kind: villageFounded.number,
    device: await deviceIdOf(rootKey!),
    seq: 1,
    at: clock.now,
    refs: [],
    body: villageFounded.body.write({
      name: '试村',
      relayKey: publicRelayKey!,
      rootKey: rootKey!,
      secretary: { person: phones.陶书记.person, name: '陶书记', claimKey: firstClaim! },
      supervisor: { person: phones.李监督.person, name: '李监督', claimKey: secondClaim! },
      claimUntil: clock.now + 7 * DAY,
      rulebook: 1,
      helpPhone: '',
    }) as Cbor[],
  })
  const village = (await villageIdOf(genesis.bytes))!
  const start = (upon: Log) =>
    createRelay({ log: upon, blobs, relayKey: relayKey!, village, now: () => clock.now, note: o.note })

  const me = (by: Someone | Phone) => (typeof by === 'string' ? phones[by] : by)
  const v: TestVillage = {
    relay: await start(log),
    village,
    relayKey: relayKey!,
    log,
    blobs,
    clock,
    founding: genesis.bytes,
    phones,
    write(by, kind, body, refs = [], given = {}) {
      const phone = me(by)
      const fields = { village, kind: kind.number, device: phone.device, at: clock.now, refs, ...given }
      const seq = given.seq ?? ++phone.seq
      return seal(phone.keys.privateKey, { ...fields, seq, body: kind.body.write(body) as Cbor[] })
    },
    async say(...written) {
      const { bytes } = await v.write(...written)
      return (await v.relay.offer([bytes]))[0]!
    },
    async addPhone(who) {
      const phone = await newPhone(phones[who].person)
      await accepted(v.say('陶书记', deviceAdded, await admissionBody(phone)))
      return phone
    },
    connect: (who) => testPhone(inHand(v.relay), { ...me(who), village, relayKey: publicRelayKey! }),
    async restart(upon = v.log) {
      v.log = upon
      v.relay = await start(upon)
      return v.relay
    },
  }
  await accepted(v.relay.found(genesis.bytes))
  await claim(v, '陶书记', first!)
  await claim(v, '李监督', second!)
  await register(v)
  return v
}

/** An offer that the test needs to stand. */
export async function accepted(offered: Promise<Outcome>): Promise<Outcome & { i: number; at: number }> {
  const outcome = await offered
  if (outcome.code !== 'accepted') throw new Error(`not accepted: ${outcome.code} ${outcome.rule}`)
  return outcome as Outcome & { i: number; at: number }
}

async function claim(v: TestVillage, who: Someone, pair: CryptoKeyPair) {
  const { person, key } = v.phones[who]
  const sealingKey = await publicBytes((await newSealingPair()).publicKey)
  const claimKey = await publicBytes(pair.publicKey)
  const proof = await sign(pair.privateKey, 'xy1claim', claimMessage(v.village, key, sealingKey))
  await accepted(v.say(who, deviceClaimed, { person, key, sealingKey, claimKey, proof, label: '' }))
}

async function register(v: TestVillage) {
  const [one, two, three] = HOUSEHOLDS
  const households = [
    { household: one!, label: '陶家', group: 1 },
    { household: two!, label: '王家', group: 1 },
    { household: three!, label: '张家', group: 2 },
  ]
  await accepted(v.say('陶书记', householdsRegistered, { lines: households }))
  const lines = SOMEONE.map((who) => ({
    person: v.phones[who].person,
    name: who,
    household: HOUSEHOLDS[HOME[who]]!,
    voter: who !== '张小妹',
    member: who !== '张小妹',
    away: who === '陶在外',
  }))
  await accepted(v.say('陶书记', peopleImported, { lines }))
  for (const who of SOMEONE)
    if (who !== '陶书记' && who !== '李监督')
      await accepted(v.say('陶书记', deviceAdded, await admissionBody(v.phones[who])))
  const grant = (who: Someone, role: Role, scope: Hex8[] = []) =>
    accepted(v.say('陶书记', roleGranted, { person: v.phones[who].person, role, scope, until: 0 }))
  await grant('何委员', 'committee')
  await grant('赵网格', 'grid-worker', [two!])
  await grant('杨代表', 'villager-representative')
  await grant('何委员', 'household-representative', [one!])
  await grant('王大婶', 'household-representative', [two!])
  await grant('赵网格', 'household-representative', [three!])
}

/** Gives somebody an office under the second rulebook: the supervisor stands behind it (C5). */
export async function appoint(v: TestVillage, who: Someone, role: Role): Promise<Id> {
  const body = { person: v.phones[who].person, role, scope: [], until: 0 }
  const { id } = await accepted(v.say('陶书记', roleGranted, body))
  await accepted(v.say('李监督', entryCosigned, {}, [id, id]))
  return id
}

/** Bytes of random hex, for ids that nobody has. */
export const randomId = (): Id => toHex(crypto.getRandomValues(new Uint8Array(32)))
