// Early reading: while a hidden vote is open, nothing of how anybody voted leaves the relay by any of its doors.
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { decodeEntry, fromHex, type Id } from '#entry/format.ts'
import { ballotMet } from '#rulebook/met.ts'
import { mandateGiven } from '#rulebook/mandate.ts'
import { ballotsPapered, ballotsWitnessed } from '#rulebook/paper.ts'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { ballotsOf, personVolume } from '#rulebook/volumes.ts'
import { ballotCast, countedFrom, voteOpened, type VoteTerms } from '#rulebook/vote.ts'
import { OPEN } from '#rulebook/wire.ts'
import { VOLUME_EPOCH } from '#server/shelves.ts'
import { exportLines } from '#server/village/export.ts'
import { countVotes } from '#server/village/verify-votes.ts'
import { verifyLog } from '#server/village/verify.ts'
import { HttpSocket } from '#sync/http-socket.ts'
import { dial, serveTestVillage, type ServedVillage } from '#support/served.ts'
import { technicianAt } from '#support/technician.ts'
import { testPhone, type TestPhone, type Wire } from '#support/test-phone.ts'
import { thread, vote } from '#support/texts.ts'
import { accepted, DAY, type Someone, type Written } from '#support/village.ts'

/** What nobody may read before it is counted, each in a ballot of its own. */
const CANARIES = [
  '金丝雀一号：路修到谁家门口',
  '金丝雀二号：改了主意',
  '金丝雀三号：替他写的',
  '金丝雀四号：有人见过',
]
/** All of the village but who cast or entrusted. */
const OTHERS = ['陶书记', '李监督', '何委员', '赵网格', '杨代表'] as const

let v: ServedVillage
let notes: string
let terms: VoteTerms
let id: Id
/** What is secret, in each form that somebody might find it in. */
let secrets: Buffer[]
/** The same of a list from the room, which its officer and its witness have. */
let fromRoom: Buffer[]
const IN_ROOM: readonly Someone[] = ['何委员', '李监督']
const ends: (() => unknown)[] = []
beforeEach(async () => {
  notes = ''
  secrets = CANARIES.map((canary) => Buffer.from(canary))
  fromRoom = []
  v = await serveTestVillage({
    note: (what, facts) => void (notes += `${what} ${JSON.stringify(facts ?? {})}\n`),
  })
  await accepted(v.say('陶书记', rulebookAdopted, { rulebook: 2 }))
  v.clock.now += DAY
  const { id: debate } = await accepted(v.say('王大婶', threadOpened, thread()))
  terms = vote(v.clock.now, { reasons: 'optional' })
  id = (await accepted(v.say('陶书记', voteOpened, terms, [debate]))).id
})
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
  await v.end()
})

/** Hands something in, and gives every form in which it might come to light; its id where that is secret as well. */
async function handedIn({ bytes, id: of }: Written, isIdSecret = true) {
  await accepted(v.relay.offer([bytes]).then(([one]) => one!))
  const { signature, body } = decodeEntry(bytes)!
  const raw = [Buffer.from(signature), Buffer.from(body!)]
  if (isIdSecret) raw.push(Buffer.from(fromHex(of, 32)))
  const printed = raw.flatMap((one) => [one.toString('hex'), one.toString('base64').slice(0, 40)])
  return [...raw, ...printed.map((one) => Buffer.from(one))]
}
const nothingIn = (given: Uint8Array | string, where: string, who?: Someone) => {
  const bytes = Buffer.from(given as string)
  expect(bytes.length, `nothing came by ${where}`).toBeGreaterThan(0)
  const all = who && IN_ROOM.includes(who) ? secrets : [...secrets, ...fromRoom]
  expect(
    all.flatMap((one, n) => (bytes.includes(one) ? [n] : [])),
    where,
  ).toEqual([])
}
const everything = (phone: TestPhone) => Buffer.concat(phone.frames.map(({ payload }) => payload))

/** The same conversation where no WebSocket comes through. */
function byRequests(who: Someone): TestPhone {
  const socket = new HttpSocket(v.url)
  const waiting: Uint8Array[] = []
  const wire: Wire = {
    send: (frame) =>
      socket.readyState === 1 ? socket.send(frame as BufferSource) : void waiting.push(frame),
    ...{ heard: () => {}, closed: () => {}, close: () => socket.close(), buffered: 0 },
  }
  socket.onopen = () => waiting.splice(0).forEach((frame) => wire.send(frame))
  socket.onmessage = ({ data }) => wire.heard(new Uint8Array(data))
  socket.onclose = ({ code }) => wire.closed(code)
  ends.push(() => socket.close())
  return testPhone(wire, { ...v.phones[who], village: v.village, relayKey: v.relay.relayKey })
}

/** All that a client of y-websocket, as anybody installs it, is sent of a volume; and that it was let in, or not. */
async function stock(volume: string, session: string) {
  const heard: Buffer[] = []
  class Recording extends WebSocket {
    constructor(url: string) {
      super(url)
      this.on('message', (data: Buffer) => heard.push(Buffer.from(data)))
    }
  }
  const provider = new WebsocketProvider(`${v.url.replace('http', 'ws')}/yjs`, volume, new Y.Doc(), {
    params: { session },
    WebSocketPolyfill: Recording as unknown as typeof globalThis.WebSocket,
    ...{ disableBc: true, maxBackoffTime: 60_000 },
  })
  const is = await new Promise<'synced' | 'closed'>((resolve) => {
    provider.on('sync', (isSynced: boolean) => isSynced && resolve('synced'))
    provider.on('connection-close', () => resolve('closed'))
    provider.on('connection-error', () => resolve('closed'))
  })
  provider.destroy()
  return { is, heard: Buffer.concat(heard) }
}

/** Ballots of every sort: by phone, thought over, for another, seen by an officer, and from the room. */
async function voted() {
  const [wang, luo] = [v.phones.王大婶.person, v.phones.罗二哥.person]
  const cast = (who: Someone, choice: number, reason: string, refs: Id[] = [], onBehalfOf?: string) =>
    v.write(who, ballotCast, { choices: [choice], reason }, [id, ...refs], onBehalfOf ? { onBehalfOf } : {})
  secrets.push(...(await handedIn(await cast('王大婶', 0, CANARIES[0]!))))
  secrets.push(...(await handedIn(await cast('王大婶', 1, CANARIES[1]!))))
  const giver = v.phones.陶在外.person
  const body = { giver, proxy: luo, witness: null, attachments: [] }
  const mandate = await accepted(v.say('陶在外', mandateGiven, body, [id]))
  secrets.push(...(await handedIn(await cast('罗二哥', 1, CANARIES[2]!, [mandate.id], giver))))
  // An officer has seen which ballot it was, and signs its id.
  const seen = await cast('罗二哥', 0, CANARIES[3]!)
  secrets.push(...(await handedIn(seen, false)))
  await accepted(v.say('赵网格', ballotMet, { ballot: seen.id }, [id]))
  const lines = [{ person: wang, choices: [2], way: 'paper' as const }]
  const list = await v.write('何委员', ballotsPapered, { witness: v.phones.李监督.person, lines }, [id])
  fromRoom = await handedIn(list, false)
  await accepted(v.say('李监督', ballotsWitnessed, { officer: v.phones.何委员.person }, [id, list.id]))
}

test('no phone, no stock client, no request, no log and no export has anything of it; once it is counted, all have it', async () => {
  const before = await Promise.all(OTHERS.map((who) => dial(v, v.phones[who]).welcomed()))
  const own = await dial(v, v.phones.王大婶).welcomed()
  await voted()
  // Each caster's own phone has it, so what follows is not for want of looking.
  await own.until(() => everything(own).includes(secrets[1]!))
  v.clock.now += 2000
  v.relay.tick()
  await v.relay.idle()

  const after = await Promise.all(OTHERS.map((who) => dial(v, v.phones[who]).welcomed()))
  const curious = byRequests('杨代表')
  await curious.welcomed()
  const asked = [personVolume(v.phones.王大婶.person), ballotsOf(id)]
  for (const phone of [...before, ...after, curious]) {
    for (const volume of asked) phone.say(OPEN, { volume, epoch: VOLUME_EPOCH, k: 0 })
    phone.ask([id])
    await phone.until(
      () => phone.messages('DENIED').length === asked.length && phone.messages('ANSWER').length,
    )
    await phone.until(() => phone.messages('TURNOUT').at(-1))
  }
  // A phone that says that it has them already is told no more.
  const liar = await dial(v, v.phones.杨代表).welcomed([
    { volume: ballotsOf(id), epoch: VOLUME_EPOCH, k: 1, head8: new Uint8Array(8) },
  ])
  await liar.until(() => liar.messages('TURNOUT').length)
  for (const [n, who] of OTHERS.entries())
    for (const phone of [before[n]!, after[n]!]) nothingIn(everything(phone), `the socket of ${who}`, who)
  nothingIn(everything(curious), 'requests that stand for a socket')
  nothingIn(everything(liar), 'the socket of who says that he has it')

  const { session } = liar.messages('WELCOME')[0]!.body
  const volumes = [...new Set(v.log.lastPlaces().map(({ volume }) => volume))]
  expect(volumes).toEqual(expect.arrayContaining(asked))
  const read: ({ volume: string } & Awaited<ReturnType<typeof stock>>)[] = []
  for (const volume of volumes) read.push({ volume, ...(await stock(volume, session)) })
  expect(read.find(({ volume }) => volume === ballotsOf(id))).toMatchObject({ is: 'closed' })
  expect(read.filter(({ is }) => is === 'synced').length).toBeGreaterThan(2)
  nothingIn(Buffer.concat(read.map(({ heard }) => heard)), 'stock clients')

  const technician = await technicianAt(v.url, v.folder)
  await technician.signIn()
  nothingIn(await technician.page(), 'the technician’s page')
  nothingIn(await technician.metrics(), '/metrics')
  for (const where of [
    '/healthz',
    '/ping?n=1',
    `/yjs/${ballotsOf(id)}?session=${session}`,
    `/v1/files/${id}`,
  ]) {
    const answer = await technician.ask(where, { headers: { authorization: `Bearer ${session}` } })
    nothingIn(`${answer.status} ${await answer.text()}`, where)
  }
  nothingIn(notes, 'the log')
  nothingIn([...(await exported(v.clock.now))].join('\n'), 'the export')
  nothingIn(await verified(), 'verify')

  // Counted, everybody has all of it.
  v.clock.now = countedFrom(terms) + 1
  v.relay.tick()
  for (const phone of [...before, curious])
    await phone.until(() => CANARIES.every((canary) => everything(phone).includes(canary)))
  // A session holds an hour.
  const later = await dial(v, v.phones.杨代表).welcomed()
  const ballots = await stock(ballotsOf(id), later.messages('WELCOME')[0]!.body.session)
  for (const canary of CANARIES) expect(ballots.heard.includes(canary)).toBe(true)
  const text = [...(await exported(v.clock.now))].join('\n')
  for (const canary of CANARIES) expect(text).toContain(canary)
  await v.served.stop()
  nothingIn(await logged(), 'the access log')
})

const entries = async () => {
  const result = await verifyLog(v.log)
  if (result.is === 'faulty') throw new Error(result.en)
  return result.entries
}
const exported = async (now: number) => exportLines(await entries(), now, v.log.lastPlaces())
const verified = async () => JSON.stringify(countVotes(await entries()))
/** All that the relay wrote down of who asked for what. */
async function logged() {
  const folder = path.join(v.folder, 'access')
  const names = await readdir(folder)
  return (await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')))).join('')
}
