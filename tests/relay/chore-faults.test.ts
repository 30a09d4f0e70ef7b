// A store that goes wrong while the relay does something by itself: lets in what waited, lets go, takes lines back,
// notes who was there. What it then says must be kept, and what it starts again upon must be sound.
import { expect, test } from 'vitest'
import { ballotsOf, topicOf } from '#rulebook/volumes.ts'
import { writeRequest } from '#rulebook/enrol.ts'
import { noticePublished } from '#rulebook/notice.ts'
import { deviceAdded } from '#rulebook/roster.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { ballotCast, voteOpened } from '#rulebook/vote.ts'
import type { Log } from '#server/log.ts'
import { createMemoryLog } from '#server/memory-log.ts'
import { STALLED_MS } from '#server/offers.ts'
import { verifyLog } from '#server/village/verify.ts'
import { copyOf } from '#support/copied-log.ts'
import { FAULTS, faultyLog, type Fault } from '#support/faulty-log.ts'
import { comment, notice, thread, vote } from '#support/texts.ts'
import {
  accepted,
  admissionBody,
  DAY,
  foundTestVillage,
  newPhone,
  type TestVillage,
} from '#support/village.ts'
import { giveBack, have } from './given-back.ts'

const MINUTE = 60_000
const hangs = (fault: Fault) => fault.startsWith('hangs')
const isSound = async (log: Log) => expect(await verifyLog(log)).toMatchObject({ is: 'sound' })

async function openVillage() {
  const inner = createMemoryLog()
  const disk = faultyLog(inner)
  const notes: string[] = []
  const v = await foundTestVillage({ log: disk.log, note: (what) => void notes.push(what) })
  return { v, inner, disk, notes }
}

/** Whoever offers now is put off: the relay has nothing more to say until it starts again. */
async function putsOff(v: TestVillage, fault: Fault) {
  if (hangs(fault)) v.clock.now += STALLED_MS + 1
  v.relay.tick()
  const { bytes } = await v.write('陶书记', noticePublished, notice('后来'))
  expect((await v.relay.offer([bytes]))[0]!.code).toBe('busy')
}

test.each(FAULTS)(
  'a store that %s while what waited is let in: nobody is told of it, then all of it stands',
  async (fault) => {
    const { v, inner, disk } = await openVillage()
    const phone = await newPhone(v.phones.王大婶.person)
    const early = await v.write(phone, threadOpened, thread())
    const reply = await v.write('罗二哥', commentPosted, comment(), [early.id])
    await v.relay.offer([reply.bytes, early.bytes])
    const he = await v.connect('何委员').welcomed()
    const tao = await v.connect('陶书记').welcomed()
    await tao.has('roster', 11)
    const heard = he.messages('HEAD').length
    const admission = await v.write('陶书记', deviceAdded, await admissionBody(phone))
    const struck = disk.arm(1, fault)
    void tao.offer(admission.bytes).catch(() => {})
    await struck
    await putsOff(v, fault)
    expect(tao.messages('ANSWER')).toEqual([])
    expect(he.docs.has(topicOf(early.id))).toBe(false)
    expect(he.messages('HEAD')).toHaveLength(heard)

    await v.restart(inner)
    const answers = await v.relay.offer([admission, early, reply].map(({ bytes }) => bytes))
    const [first] = answers
    expect(answers.map(({ i }) => i! - first!.i!)).toEqual([0, 1, 2])
    expect(v.relay.counts().parked).toBe(0)
    const later = await v.connect('何委员').welcomed()
    await later.has(topicOf(early.id), 2)
    await isSound(inner)
  },
)

test.each(FAULTS)(
  'a store that %s while what waited too long is let go: it is let go after the next start',
  async (fault) => {
    const { v, inner, disk } = await openVillage()
    const phone = await newPhone(v.phones.王大婶.person)
    const early = await v.write(phone, threadOpened, thread())
    await v.relay.offer([early.bytes])
    const tao = await v.connect('陶书记').welcomed()
    v.clock.now += 31 * DAY
    // The first is the note that 陶书记 was there.
    const struck = disk.arm(2, fault)
    v.relay.tick()
    await struck
    tao.ask([early.id])
    await putsOff(v, fault)
    expect(tao.messages('ANSWER')).toEqual([])

    await v.restart(inner)
    v.relay.tick()
    await v.relay.idle()
    expect(v.relay.counts().parked).toBe(0)
    expect(inner.metas('parked/')).toEqual([])
    await isSound(inner)
  },
)

/** A village with a vote and a ballot, set back to before it, and a phone that has all of it. */
async function setBack() {
  const { v, inner } = await openVillage()
  const opened = await accepted(v.say('王大婶', threadOpened, thread()))
  const yesterday = copyOf(inner)
  const { id } = await accepted(v.say('陶书记', voteOpened, vote(v.clock.now), [opened.id]))
  const cast = await accepted(v.say('王大婶', ballotCast, { choices: [0] }, [id]))
  const phone = await v.connect('王大婶').welcomed()
  await phone.until(() => phone.messages('HEAD').length === 4)
  const topic = topicOf(opened.id)
  const own = [...phone.docs.keys()].find((volume) => volume.startsWith('person/'))!
  return { v, yesterday, was: inner, phone, topic, own, ballots: ballotsOf(id), cast }
}

/** Refills are stored volume by volume, then what no phone keeps is put together again: three appends in all. */
const APPENDS = [1, 2, 3]
test.each(FAULTS.flatMap((fault) => APPENDS.map((nth) => [fault, nth] as const)))(
  'a store that %s at append %i of a refill: after the next start every line and ballot comes back',
  async (fault, nth) => {
    const { v, yesterday, was, phone, topic, own, ballots, cast } = await setBack()
    const disk = faultyLog(yesterday)
    await v.restart(disk.log)
    const again = await v.connect('王大婶').welcomed(await have(phone))
    const struck = disk.arm(nth, fault)
    await giveBack(again, phone, topic)
    await giveBack(again, phone, own)
    await struck
    await putsOff(v, fault)

    await v.restart(yesterday)
    const third = await v.connect('王大婶').welcomed(await have(phone))
    await v.relay.idle()
    for (const { body } of third.messages('RECALL')) await giveBack(third, phone, body.volume)
    await v.relay.idle()
    // No phone comes with more: what is not back by then never will be.
    v.clock.now += 10 * MINUTE
    v.relay.tick()
    await v.relay.idle()
    for (const volume of [topic, own])
      expect(yesterday.places(volume, 1, 10).map(({ i, chain }) => [i, chain])).toEqual(
        was.places(volume, 1, 10).map(({ i, chain }) => [i, chain]),
      )
    expect(yesterday.places(ballots, 1, 10).at(-1)).toMatchObject({ i: cast.i })
    expect(yesterday.meta('relayEpoch')).toBeDefined()
    await isSound(yesterday)
  },
)

test.each(FAULTS)(
  'a store that %s under the notes for the technician: what is offered is taken all the same',
  async (fault) => {
    const { v, inner, disk, notes } = await openVillage()
    const tao = await v.connect('陶书记').welcomed()
    v.clock.now += MINUTE
    const struck = disk.arm(1, fault)
    v.relay.tick()
    await struck
    const { bytes } = await v.write('陶书记', noticePublished, notice())
    expect((await tao.offer(bytes))[0]!.code).toBe('accepted')
    await tao.has('board/2026', 1)
    expect(notes.includes('notes for the technician were not kept')).toBe(!hangs(fault))
    await isSound(inner)
  },
)

test.each(FAULTS)(
  'a store that %s under a request to join: no registrar is shown what is not kept',
  async (fault) => {
    const { v, inner, disk, notes } = await openVillage()
    const phone = await newPhone(v.phones.王大婶.person)
    const request = writeRequest({ ...(await admissionBody(phone)), name: '王大婶', label: '新手机' })
    const tao = await v.connect('陶书记').welcomed()
    const struck = disk.arm(1, fault)
    const asked = v.relay.request(request)
    await struck
    const later = await v.connect('陶书记').welcomed()
    const shown = () =>
      [tao, later].flatMap((one) => one.messages('REQUESTS').flatMap(({ body }) => body.requests))
    expect(shown()).toEqual([])
    if (hangs(fault)) return
    expect(await asked).toBe('full')
    expect(notes).toContain('a request to join was not kept')
    expect(await v.relay.request(request)).toBe('kept')
    await tao.until(() => shown().length)

    // It is let in: that the request is no longer needed is written as well, and may fail without a word to anybody.
    const admission = await v.write('陶书记', deviceAdded, await admissionBody(phone))
    const swept = disk.arm(2, fault)
    expect((await tao.offer(admission.bytes))[0]!.code).toBe('accepted')
    await swept
    await accepted(v.say('陶书记', noticePublished, notice()))
    await tao.until(() => tao.messages('REQUESTS').at(-1)!.body.requests.length === 0)
    expect(inner.metas('request/')).toEqual([])
    await isSound(inner)
  },
)
