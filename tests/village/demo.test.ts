import { statSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { ballotsOf } from '#rulebook/volumes.ts'
import { countVote } from '#rulebook/count.ts'
import { isKind } from '#rulebook/kinds.ts'
import { ballotCast } from '#rulebook/vote.ts'
import { households, offices, people } from '#server/village/demo/people.ts'
import { notices } from '#server/village/demo/notices.ts'
import { threads } from '#server/village/demo/road.ts'
import { votes } from '#server/village/demo/votes.ts'
import { readBook } from '#server/village/local-relay.ts'
import { demoInMemory, soundEntries } from './founded.ts'

let demo: Awaited<ReturnType<typeof demoInMemory>>
let sound: Awaited<ReturnType<typeof soundEntries>>
beforeAll(async () => {
  demo = await demoInMemory()
  sound = await soundEntries(demo.log)
})

test('everything the texts tell stands in the book, and the book is sound', () => {
  const kinds = Object.fromEntries(sound.kinds)
  const represented = people.filter((person) => person.represents).length
  const others = offices.supervisoryMembers.length - 1
  expect(kinds).toMatchObject({
    'village.founded': 1,
    'households.registered': 1,
    'people.imported': Math.ceil(people.length / 100),
    'device.claimed': 2,
    'notice.published': notices.length,
    'notice.corrected': notices.filter((notice) => notice.correction).length,
    'thread.opened': threads.length,
    // Before each vote stands a word on how it goes.
    'comment.posted': threads.flatMap((thread) => thread.remarks).length + votes.length,
    'vote.opened': votes.length,
    'ballot.cast': votes.flatMap((vote) => vote.ballots).length,
    'entry.cosigned': offices.committeeMembers.length + others,
    'role.granted':
      offices.committeeMembers.length +
      others +
      offices.gridWorkers.length +
      offices.representatives.length +
      offices.partyMembers.length +
      represented,
  })
  expect(sound.entries.lost).toEqual([])
})

test('the clock walked: days before now, in order, nothing in the future', () => {
  const times = [...sound.entries.byNumber.values()].map(({ stored }) => stored.at)
  const oldest = Math.max(...notices.map((notice) => notice.daysAgo))
  expect(demo.now - times[0]!).toBeGreaterThan(oldest * 24 * 3600 * 1000)
  expect(times.at(-1)).toBeLessThanOrEqual(demo.now)
  for (const { stored, placed } of sound.entries.byNumber.values())
    expect(placed.fields.at, String(stored.i)).toBeLessThanOrEqual(stored.at)
})

test('the road vote lacks six households of forty', () => {
  const book = readBook(demo.log, demo.village)
  const road = book.votes.all().find(([, vote]) => vote.body.quorum === 'va')![1]
  const ballots = demo.log
    .places(ballotsOf(road.id), 1, 1000)
    .map(({ i }) => book.reading(demo.log.numbered(i)!.id)!)
    .filter((entry) => isKind(entry, ballotCast))
  const count = countVote(road, ballots, book.roster, book.device)
  const byHousehold = count.alternatives.find((one) => one.basis === 'household')
  expect(byHousehold).toEqual({
    basis: 'household',
    present: 34,
    eligible: households.length,
    needed: 40,
    missing: 6,
  })
  expect(count.quorate).toBe(false)
})

test('only its owner reads the demo registrar’s key', () => {
  expect(statSync(path.join(demo.dataDir, 'demo-registrar.json')).mode & 0o777).toBe(0o600)
})
