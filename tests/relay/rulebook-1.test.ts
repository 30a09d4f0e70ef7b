import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { newSealingPair, newSigningPair, publicBytes, sign, villageIdOf } from '#entry/crypto.ts'
import { noticeCorrected, noticePublished } from '#rulebook/notice.ts'
import { claimMessage } from '#rulebook/roster-rules.ts'
import {
  claimIssued,
  deviceAdded,
  deviceClaimed,
  deviceRevoked,
  householdsRegistered,
  peopleImported,
  roleEnded,
  roleGranted,
  rulebookAdopted,
  type Role,
} from '#rulebook/roster.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { ballotCast, voteOpened } from '#rulebook/vote.ts'
import { createMemoryLog } from '#server/memory-log.ts'
import { createRelay } from '#server/relay.ts'
import {
  admissionBody,
  DAY,
  foundTestVillage,
  HOUR,
  HOUSEHOLDS,
  newPhone,
  type Phone,
  type TestVillage,
} from '#support/village.ts'

/** A book written under version 1 of the rulebook: what was offered, when, and what became of it. */
interface Offered {
  at: number
  entry: string
  code: string
  rule: string | null
  i: number | null
  volumes: string[]
}
const FILE = 'tests/fixtures/rulebook-1.ndjson'

/** Run once with WRITE_FIXTURE=1, when version 1 was released; never again for this version. */
async function write() {
  const offered: Offered[] = []
  const log = createMemoryLog()
  const v = await foundTestVillage({ log })
  for (let i = 1; i <= log.lastNumber(); i++) {
    const { at, bytes, volumes } = log.numbered(i)!
    offered.push({ at, entry: base64(bytes), code: 'accepted', rule: null, i, volumes })
  }
  const say: typeof v.say = async (...given) => {
    v.clock.now += HOUR
    const { bytes } = await v.write(...given)
    const outcome = (await v.relay.offer([bytes]))[0]!
    const { code, rule, i } = outcome
    offered.push({
      at: v.clock.now,
      entry: base64(bytes),
      code,
      rule,
      i,
      volumes: log.entry(outcome.id)?.volumes ?? [],
    })
    return outcome
  }
  const shown = {
    sort: 'affairs' as const,
    title: '账目',
    text: '一季度账目。',
    showUntil: v.clock.now + 40 * DAY,
    pinned: true,
    households: [],
  }
  const notice = await say('陶书记', noticePublished, shown)
  await say('王大婶', noticePublished, shown)
  await say('赵网格', noticePublished, shown)
  await say('何委员', noticePublished, { ...shown, showUntil: v.clock.now + DAY })
  await say('陶书记', noticeCorrected, { ...shown, text: '一季度账目，已更正。', reason: '数字有误' }, [
    notice.id,
  ])
  await say('何委员', noticeCorrected, { ...shown, reason: '改一改' }, [notice.id])
  const thread = await say('王大婶', threadOpened, { title: '路', text: '要不要加宽。' })
  const word = await say('罗二哥', commentPosted, { text: '田怎么办。' }, [thread.id])
  const reply = await say('陶在外', commentPosted, { text: '要补偿。' }, [thread.id, word.id])
  await say('王大婶', commentPosted, { text: '对。' }, [thread.id, reply.id])
  const terms = {
    question: '加宽',
    sort: 'approve' as const,
    options: [],
    min: 1,
    max: 1,
    quorum: 'va' as const,
    basis: 'adult' as const,
    group: null,
    closesAt: v.clock.now + 12 * HOUR,
    collectMs: 12 * HOUR,
    hidden: true,
  }
  await say('王大婶', voteOpened, terms, [thread.id])
  await say('陶书记', voteOpened, { ...terms, hidden: false }, [thread.id])
  const vote = await say('陶书记', voteOpened, terms, [thread.id])
  await say('王大婶', ballotCast, { choices: [0] }, [vote.id])
  await say('张小妹', ballotCast, { choices: [0] }, [vote.id])
  await say('罗二哥', ballotCast, { choices: [0, 1] }, [vote.id])
  await say('陶书记', roleEnded, { person: v.phones.赵网格.person, role: 'grid-worker', reason: '' })
  await say('王大婶', roleEnded, { person: v.phones.何委员.person, role: 'committee', reason: '' })
  const claimKey = new Uint8Array(65).fill(4)
  await say('陶书记', claimIssued, { person: v.phones.王大婶.person, claimKey, until: v.clock.now + 9 * DAY })
  await say('陶书记', deviceRevoked, { device: v.phones.罗二哥.device, reason: '丢了' })
  await say('罗二哥', ballotCast, { choices: [1] }, [vote.id])
  const closes = terms.closesAt
  v.clock.now = closes
  await say('杨代表', ballotCast, { choices: [2] }, [vote.id], { at: closes - HOUR })
  await say('何委员', ballotCast, { choices: [2] }, [vote.id])
  v.clock.now = closes + 13 * HOUR
  await say('陶在外', ballotCast, { choices: [2] }, [vote.id], { at: closes - HOUR })
  await refusedOnTheRoster(v, say)
  writeFileSync(FILE, offered.map((one) => JSON.stringify(one)).join('\n') + '\n')
}

/** Who may register, admit, revoke and give offices is what must drift least of all. */
async function refusedOnTheRoster(v: TestVillage, say: TestVillage['say']) {
  const { 王大婶, 李监督, 何委员, 赵网格 } = v.phones
  const strange = '00000000000000fe'
  const line = {
    person: strange,
    name: '生人',
    household: HOUSEHOLDS[0]!,
    voter: true,
    member: true,
    away: false,
  }
  await say('王大婶', rulebookAdopted, { rulebook: 2 })
  await say('陶书记', rulebookAdopted, { rulebook: 3 })
  await say('王大婶', householdsRegistered, { lines: [{ household: strange, label: '李家', group: 1 }] })
  await say('何委员', peopleImported, { lines: [line] })
  await say('陶书记', peopleImported, { lines: [{ ...line, household: strange }] })
  const second = await newPhone(王大婶.person)
  await say('王大婶', deviceAdded, await admissionBody(second))
  await say('陶书记', deviceAdded, { ...(await admissionBody(second)), person: strange })
  await say('王大婶', deviceRevoked, { device: 何委员.device, reason: '' })
  await say('王大婶', deviceRevoked, { device: 王大婶.device, reason: '' })
  const role = (role: Role, person = 王大婶.person, scope: string[] = []) => ({
    person,
    role,
    scope,
    until: 0,
  })
  await say('王大婶', roleGranted, role('committee'))
  await say('陶书记', roleGranted, role('secretary'))
  await say('陶书记', roleGranted, role('registrar'))
  await say('陶书记', roleGranted, role('committee', 李监督.person))
  await say('陶书记', roleGranted, role('supervisor', 何委员.person))
  await say('陶书记', roleGranted, role('committee', strange))
  await say('陶书记', roleGranted, role('grid-worker', 赵网格.person, []))
  await say('陶书记', roleGranted, role('household-representative', 王大婶.person, [HOUSEHOLDS[2]!]))
  await say('陶书记', roleGranted, role('committee', 王大婶.person, [HOUSEHOLDS[0]!]))
  await say('王大婶', commentPosted, { text: '对公告说话' }, [v.log.numbered(1)!.id])
  const given = await newSigningPair(true)
  const claimKey = await publicBytes(given.publicKey)
  await say('陶书记', claimIssued, { person: 王大婶.person, claimKey, until: v.clock.now + DAY })
  const claiming = async (phone: Phone, person: string) => {
    const sealingKey = await publicBytes((await newSealingPair()).publicKey)
    const proof = await sign(given.privateKey, 'xy1claim', claimMessage(v.village, phone.key, sealingKey))
    return say(phone, deviceClaimed, { person, key: phone.key, sealingKey, claimKey, proof, label: '' })
  }
  await claiming(await newPhone(何委员.person), 何委员.person)
  await claiming(second, 王大婶.person)
  await claiming(await newPhone(王大婶.person), 王大婶.person)
  await say('陶书记', deviceAdded, await admissionBody(second))
  await say('陶书记', deviceAdded, await admissionBody(await newPhone(王大婶.person)))
  await say('陶书记', deviceAdded, await admissionBody(await newPhone(王大婶.person)))
  await say('王大婶', threadOpened, { title: '重号', text: '一个号两条' }, [], { seq: 2 })
  await say('王大婶', threadOpened, { title: '外村', text: '话' }, [], { village: '00000000000000ff' })
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

if (process.env.WRITE_FIXTURE && !existsSync(FILE)) await write()

describe('a book written under version 1 of the rulebook', () => {
  const offered = readFileSync(FILE, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Offered)

  // R1, T1 and A1 refuse nothing that a village with this founding can be offered; sizes and rates are not the rulebook's.
  it('holds every rule that refuses on the way in', () => {
    const rules = new Set(offered.map((one) => one.rule).filter(Boolean))
    expect([...rules].sort()).toEqual([
      ...['A2', 'A4', 'A6', 'E3', 'E6', 'N1', 'N2', 'N3', 'N4', 'R10', 'R11', 'R2', 'R3', 'R4', 'R5', 'R6'],
      ...['R7', 'R8', 'R9', 'T2', 'T3', 'V1', 'V2', 'V3', 'V4', 'V5'],
    ])
  })

  it('is judged today as it was then: the same numbers, volumes and refusals', async () => {
    let now = 0
    const log = createMemoryLog()
    const village = (await villageIdOf(Buffer.from(offered[0]!.entry, 'base64')))!
    const relay = await createRelay({ log, relayKey: await newSigningPair(), village, now: () => now })
    for (const one of offered) {
      now = one.at
      const outcome = (await relay.offer([new Uint8Array(Buffer.from(one.entry, 'base64'))]))[0]!
      const { code, rule, i } = outcome
      const volumes = log.entry(outcome.id)?.volumes ?? []
      expect({ code, rule, i, volumes }).toEqual({
        code: one.code,
        rule: one.rule,
        i: one.i,
        volumes: one.volumes,
      })
    }
  })
})
