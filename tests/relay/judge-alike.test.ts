import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { open } from '#entry/crypto.ts'
import { toHex, type Hex8, type Id } from '#entry/format.ts'
import { FIRST, LINE_CLASS, unpackItem, type Line } from '#entry/lines.ts'
import { ballotsOf, bringsAdmissions, DEVICES, ROSTER, wholeVolume } from '#rulebook/volumes.ts'
import { judge, read } from '#rulebook/judge.ts'
import type { Admission, Ground, Placed } from '#rulebook/kinds.ts'
import { noticeCorrected, noticePublished } from '#rulebook/notice.ts'
import { ballotsPapered, ballotsWitnessed, pairSettled } from '#rulebook/paper.ts'
import { admissionOf, Roster } from '#rulebook/roster-index.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import { votePaused, voteResumed } from '#rulebook/pause.ts'
import { deviceAdded, deviceRevoked, roleEnded, roleGranted, rulebookAdopted } from '#rulebook/roster.ts'
import { ownKeyOf, proofOf } from '#rulebook/roster-rules.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { ballotCast, voteOpened } from '#rulebook/vote.ts'
import type { Log } from '#server/log.ts'
import { lineOf } from '#server/stored.ts'
import { encodeItems } from '#server/yjs-items.ts'
import { packItem } from '#entry/lines.ts'
import { comment, notice, thread, vote } from '#support/texts.ts'
import {
  accepted,
  admissionBody,
  foundTestVillage,
  HOUR,
  newPhone,
  SOMEONE,
  type Phone,
  type Someone,
  type TestVillage,
} from '#support/village.ts'

/** What may happen in a village; who does it, about what, and when are random. */
const deed = fc.record({
  who: fc.constantFrom(...SOMEONE),
  whom: fc.constantFrom(...SOMEONE),
  what: fc.constantFrom(
    'notice',
    'correct',
    'thread',
    'comment',
    'reply',
    'vote',
    'ballot',
    'grant',
    'end',
    'revoke',
    'device',
  ),
  about: fc.nat(),
  minutes: fc.nat(90),
  isHidden: fc.boolean(),
})
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never

/** Writes what a deed says; wrong ones are as welcome as right ones. */
async function written(v: TestVillage, d: Deed, phones: Map<Someone, Phone[]>, said: Map<string, Id[]>) {
  const own = phones.get(d.who)!
  const by = own[d.about % own.length]!
  const { person } = v.phones[d.whom]
  const some = (sort: string): Id[] => {
    const all = said.get(sort) ?? []
    return all.length ? [all[d.about % all.length]!] : ['f'.repeat(64)]
  }
  switch (d.what) {
    case 'notice':
      return v.write(by, noticePublished, notice())
    case 'correct':
      return v.write(by, noticeCorrected, { ...notice(), reason: '改' }, some('notice'))
    case 'thread':
      return v.write(by, threadOpened, thread())
    case 'comment':
      return v.write(by, commentPosted, comment(), some('thread'))
    case 'reply':
      return v.write(by, commentPosted, comment(), [...some('thread'), ...some('comment')])
    case 'vote': {
      const window = d.isHidden ? {} : { collectMs: 0 }
      return v.write(by, voteOpened, vote(v.clock.now, { hidden: d.isHidden, ...window }), some('thread'))
    }
    case 'ballot':
      return v.write(by, ballotCast, { choices: [d.about % 4] }, some('vote'), { at: v.clock.now - HOUR })
    case 'grant':
      return v.write(by, roleGranted, { person, role: 'committee', scope: [], until: v.clock.now + HOUR })
    case 'end':
      return v.write(by, roleEnded, { person, role: 'committee', reason: '' })
    case 'revoke': {
      const others = phones.get(d.whom)!
      return v.write(by, deviceRevoked, { device: others[d.about % others.length]!.device, reason: '' })
    }
    case 'device': {
      const phone = await newPhone(person)
      phones.get(d.whom)!.push(phone)
      return v.write(by, deviceAdded, await admissionBody(phone))
    }
  }
}

interface Piece {
  line: Line
  entry: Uint8Array
}
const linesOf = (log: Log): Map<string, Piece[]> => {
  const volumes = new Map<string, Piece[]>()
  for (const last of log.lastPlaces().sort((a, b) => (a.volume < b.volume ? -1 : 1))) {
    const pieces = log.places(last.volume, 1, last.k).map(({ k, i, class: cls }) => {
      const stored = log.numbered(i)!
      return { line: lineOf(stored, k, cls), entry: stored.bytes }
    })
    const name = wholeVolume(last.volume)
    volumes.set(name, [...(volumes.get(name) ?? []), ...pieces])
  }
  return volumes
}

/**
 * Judges every line of a volume as a phone would that has nothing but this volume and the roster; and all devices,
 * where the volume leans on them.
 */
async function judgeAsAPhone(village: Hex8, name: string, lines: Piece[], volumes: Map<string, Piece[]>) {
  const rosterLines = volumes.get(ROSTER)!
  const here = new Map<Id, Placed>()
  const devices = new Map<Hex8, Admission>()
  const roster = new Roster()
  const inRoster = new Map<Hex8, Admission>()
  let rosterK = 0
  const device = (id: Hex8) => devices.get(id) ?? inRoster.get(id)
  const opener = {
    keyOf: (...[f, b]: Parameters<typeof ownKeyOf>) => ownKeyOf(f, b) ?? device(f.device)?.key,
    proofOf,
  }
  const placed = async ({ entry, line }: Piece) => {
    const opened = await open(entry, opener)
    if (typeof opened === 'string') throw new Error(opened)
    const known = read(opened)
    return { opened, known: known && { ...known, place: { i: line.i, at: line.at } } }
  }
  if (!bringsAdmissions(name) && name !== DEVICES)
    for (const { entry, line } of volumes.get(DEVICES) ?? []) {
      const opened = await open(entry, { keyOf: ownKeyOf, proofOf })
      const admission = typeof opened !== 'string' && admissionOf(read(opened)!, line)
      if (admission) devices.set(admission.device, admission)
    }
  const verdicts: string[] = []
  for (const piece of lines) {
    const { line } = piece
    // As much roster as the relay had: the line says how much.
    for (; rosterK < line.roster; rosterK++) {
      const { known } = await placed(rosterLines[rosterK]!)
      roster.enter(known!)
      const admission = admissionOf(known!, known!.place)
      if (admission) inRoster.set(admission.device, admission)
    }
    const { opened, known } = await placed(piece)
    const ground: Ground = { village, roster, device, find: (id) => here.get(id) }
    if (line.class === LINE_CLASS.present) {
      const verdict = judge(opened, known!.place, ground)
      verdicts.push(verdict.is === 'allowed' ? 'allowed' : `${name} ${line.k} ${JSON.stringify(verdict)}`)
    } else if (opened.signature !== 'good') verdicts.push(`${name} ${line.k} cannot be checked`)
    here.set(known!.id, known!)
    const admission = admissionOf(known!, line)
    if (admission) devices.set(admission.device, admission)
  }
  return verdicts.filter((verdict) => verdict !== 'allowed')
}

test('abuse 30: whatever happens, in whatever order it is handed in, phones judge as the relay did', async () => {
  let stood = 0
  let refused = 0
  for (const deeds of fc.sample(fc.array(deed, { minLength: 10, maxLength: 10 }), {
    numRuns: 200,
    seed: 30,
  })) {
    const v = await foundTestVillage()
    const phones = new Map(SOMEONE.map((who) => [who, [v.phones[who]]]))
    const said = new Map<string, Id[]>()
    const waiting: Uint8Array[] = []
    for (const one of deeds) {
      v.clock.now += one.minutes * 60_000
      const { id, bytes } = await written(v, one, phones, said)
      said.set(one.what, [...(said.get(one.what) ?? []), id])
      // Some are held back and come later, in another order, twice.
      waiting.push(bytes)
      if (one.about % 3 === 0) continue
      const batch = waiting.splice(0).sort((a, b) => (a.at(-1)! % 7) - (b.at(-1)! % 7))
      for (const { code } of await v.relay.offer([...batch, batch[0]!]))
        if (code === 'accepted') stood++
        else if (code !== 'duplicate') refused++
      if (one.about % 11 === 0) await v.restart()
    }
    const volumes = linesOf(v.log)
    for (const [name, lines] of volumes)
      expect(await judgeAsAPhone(v.village, name, lines, volumes)).toEqual([])
  }
  // The logs were neither all allowed nor all refused.
  expect(Math.min(stood, refused)).toBeGreaterThan(100)
}, 120_000)

test('what comes from the room phones judge as the relay did, from the ballots of its vote alone', async () => {
  const v = await foundTestVillage()
  const { 王大婶: wang, 李监督: li, 何委员: he } = v.phones
  await accepted(v.say('陶书记', rulebookAdopted, { rulebook: 2 }))
  const { id: debate } = await accepted(v.say('王大婶', threadOpened, thread()))
  const { id } = await accepted(v.say('陶书记', voteOpened, vote(v.clock.now), [debate]))
  const { id: phone } = await accepted(v.say('王大婶', ballotCast, { choices: [0] }, [id]))
  const lines = [{ person: wang.person, choices: [1], way: 'paper' as const }]
  const body = { witness: li.person, lines }
  const { id: paper } = await accepted(v.say('何委员', ballotsPapered, body, [id]))
  await accepted(v.say('李监督', ballotsWitnessed, { officer: he.person }, [id, paper]))
  const slot = { slot: wang.person }
  await accepted(v.say('王大婶', pairSettled, slot, [id, phone]))
  for (const who of ['何委员', '李监督'] as const)
    await accepted(v.say(who, pairSettled, slot, [id, paper, paper]))
  expect((await v.say('罗二哥', pairSettled, slot, [id, paper])).code).toBe('not-eligible')
  await v.restart()
  const volumes = linesOf(v.log)
  expect(volumes.get(ballotsOf(id))!.length).toBeGreaterThanOrEqual(7)
  for (const [name, all] of volumes) expect(await judgeAsAPhone(v.village, name, all, volumes)).toEqual([])
})

test('a vote that stood still phones judge by the roster, as the relay did', async () => {
  const v = await foundTestVillage()
  await accepted(v.say('陶书记', rulebookAdopted, { rulebook: 2 }))
  const { id: debate } = await accepted(v.say('王大婶', threadOpened, thread()))
  const terms = vote(v.clock.now)
  const { id } = await accepted(v.say('陶书记', voteOpened, terms, [debate]))
  v.clock.now = terms.closesAt - 60_000
  const pause = { since: v.clock.now, reason: '断网' }
  const { id: paused } = await accepted(v.say('陶书记', votePaused, pause, [id]))
  await accepted(v.say('李监督', entryCosigned, {}, [id, paused]))
  v.clock.now = terms.closesAt + terms.collectMs + 60_000
  await v.restart()
  await accepted(v.say('王大婶', ballotCast, { choices: [0] }, [id]))
  const { id: resumed } = await accepted(v.say('陶书记', voteResumed, { reason: '通了' }, [id, paused]))
  await accepted(v.say('李监督', entryCosigned, {}, [id, resumed]))
  v.clock.now += 120_000
  expect((await v.say('罗二哥', ballotCast, { choices: [0] }, [id])).code).toBe('closed')
  const volumes = linesOf(v.log)
  expect(volumes.get(ballotsOf(id))!).toHaveLength(2)
  for (const [name, all] of volumes) expect(await judgeAsAPhone(v.village, name, all, volumes)).toEqual([])
})

test('offices that waited for a second signature phones judge as the relay did, whoever let their phones in', async () => {
  const v = await foundTestVillage()
  await accepted(v.say('陶书记', rulebookAdopted, { rulebook: 2 }))
  const office = { person: v.phones.罗二哥.person, scope: [], until: 0 }
  const fresh = await v.addPhone('李监督')
  const { id: seat } = await accepted(v.say('陶书记', roleGranted, { ...office, role: 'committee' }))
  expect((await v.say(fresh, entryCosigned, {}, [seat, seat])).code).toBe('not-eligible')
  await v.restart()
  v.clock.now += 25 * HOUR
  await accepted(v.say(fresh, entryCosigned, {}, [seat, seat]))
  await accepted(v.say('罗二哥', noticePublished, notice()))
  const other = { ...office, person: v.phones.王大婶.person, role: 'supervisor' } as const
  const { id: watch } = await accepted(v.say('陶书记', roleGranted, other))
  await accepted(v.say('李监督', entryCosigned, {}, [watch, watch]))
  await accepted(v.say('陶书记', roleEnded, { person: office.person, role: 'committee', reason: '' }))
  const volumes = linesOf(v.log)
  for (const [name, all] of volumes) expect(await judgeAsAPhone(v.village, name, all, volumes)).toEqual([])
})

test("abuse 30: any cutting, order and repetition of a volume's slices gives the same lines", async () => {
  const v = await foundTestVillage()
  for (let n = 0; n < 12; n++) {
    await v.relay.offer([(await v.write('陶书记', noticePublished, notice(`${n}`))).bytes])
    if (n % 4 === 3) await v.restart()
  }
  const volume = 'board/2026'
  const places = v.log.places(volume, 1, 100)
  let before = FIRST
  const items = places.map(({ k, i, class: cls, client, clock }) => {
    const stored = v.log.numbered(i)!
    const line = lineOf(stored, k, cls)
    const bytes = packItem(before, line, stored.bytes)
    before = line
    return { client, clock, bytes }
  })
  const whole = items.map(({ bytes }) => toHex(bytes))
  fc.assert(
    fc.property(
      fc.shuffledSubarray(
        items.map((_, n) => n),
        { minLength: items.length },
      ),
      fc.integer({ min: 1, max: 5 }),
      (order, size) => {
        const doc = new Y.Doc()
        for (const from of [...order, ...order.slice(0, 5)])
          Y.applyUpdate(doc, encodeItems(items[from - 1], items.slice(from, from + size)))
        const got = doc.getArray<Uint8Array>('log').toArray()
        expect(got.map(toHex)).toEqual(whole)
        let line = FIRST
        for (const item of got) line = unpackItem(line, item)!.line
        expect(line.k).toBe(items.length)
      },
    ),
  )
})
