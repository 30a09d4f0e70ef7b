import { beforeAll, expect, test } from 'vitest'
import { idOf } from '#entry/crypto.ts'
import { decodeEntry } from '#entry/format.ts'
import { RULEBOOK } from '#rulebook/judge.ts'
import { isKind } from '#rulebook/kinds.ts'
import { ballotsPapered, ballotsWitnessed } from '#rulebook/paper.ts'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { ballotCast, countedFrom, voteOpened } from '#rulebook/vote.ts'
import { exportLines } from '#server/village/export.ts'
import type { CheckedEntries } from '#server/village/verify-entries.ts'
import { roadVote, votes } from '#server/village/demo/votes.ts'
import { thread, vote } from '#support/texts.ts'
import { accepted, foundTestVillage, personId } from '#support/village.ts'
import { demoInMemory, soundEntries } from './founded.ts'

let entries: CheckedEntries
let now: number
beforeAll(async () => {
  const demo = await demoInMemory()
  now = demo.now
  entries = (await soundEntries(demo.log)).entries
})

const all = () => [...entries.byNumber.values()]
const road = () =>
  all().find(({ placed }) => isKind(placed, voteOpened) && placed.body.question === roadVote.question)!
const roadBallots = () =>
  all().filter(({ placed }) => isKind(placed, ballotCast) && placed.fields.refs[0] === road().stored.id)

test('a line for each public entry, each with its bytes and its id', async () => {
  const [header, ...lines] = [...exportLines(entries, now)].map((line) => JSON.parse(line))
  expect(header).toMatchObject({ village: entries.village, name: '陶坝村', rulebook: RULEBOOK })
  expect(lines).toHaveLength(header.entries)
  expect(header.withheld).toBe(roadVote.ballots.length)
  for (const line of lines) {
    const parts = decodeEntry(new Uint8Array(Buffer.from(line.entry, 'base64')))!
    expect(await idOf(parts.header)).toBe(line.id)
    expect(line.author).toMatch(/^[0-9a-f]{16}$/)
  }
})

test('while results are hidden nothing of a ballot is in it: no entry, no id, no choice, no device’s word', () => {
  const text = [...exportLines(entries, now)].join('\n')
  expect(roadBallots()).toHaveLength(roadVote.ballots.length)
  for (const { stored } of roadBallots()) {
    expect(text).not.toContain(stored.id)
    expect(text).not.toContain(Buffer.from(stored.bytes).toString('base64').slice(0, 60))
  }
  const written = text.split('\n').map((line) => JSON.parse(line))
  const ballots = written.filter((line) => line.kind === 'ballot.cast')
  expect(ballots.filter((line) => line.refs[0] === road().stored.id)).toEqual([])
  expect(ballots).toHaveLength(votes.flatMap((vote) => vote.ballots).length - roadVote.ballots.length)
})

test('what came from the room is withheld like a ballot, and is in it once it is counted', async () => {
  const v = await foundTestVillage()
  await accepted(v.say('陶书记', rulebookAdopted, { rulebook: 2 }))
  const debate = await accepted(v.say('王大婶', threadOpened, thread()))
  const terms = vote(v.clock.now)
  const { id } = await accepted(v.say('陶书记', voteOpened, terms, [debate.id]))
  const lines = [{ person: personId('王大婶'), choices: [1], way: 'hand' as const }]
  const paper = await accepted(v.say('何委员', ballotsPapered, { witness: personId('李监督'), lines }, [id]))
  await accepted(v.say('李监督', ballotsWitnessed, { officer: personId('何委员') }, [id, paper.id]))
  const { entries: all } = await soundEntries(v.log)
  const kindsAt = (at: number) => [...exportLines(all, at)].slice(1).map((line) => JSON.parse(line).kind)
  expect(kindsAt(countedFrom(terms))).not.toContain('ballots.papered')
  expect(kindsAt(countedFrom(terms))).not.toContain('ballots.witnessed')
  expect(kindsAt(countedFrom(terms) + 1)).toEqual(
    expect.arrayContaining(['ballots.papered', 'ballots.witnessed']),
  )
})

test('once it is counted everything is in it', () => {
  const { body } = road().placed as { body: { closesAt: number; collectMs: number } }
  const [header] = [...exportLines(entries, body.closesAt + body.collectMs + 1)].map((line) =>
    JSON.parse(line),
  )
  expect(header).toMatchObject({ entries: entries.byNumber.size, withheld: 0 })
})
