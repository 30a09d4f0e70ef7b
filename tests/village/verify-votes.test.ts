import path from 'node:path'
import { expect, test } from 'vitest'
import { entryCosigned } from '#rulebook/cosign.ts'
import { outcomePublished } from '#rulebook/outcome.ts'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { ballotCast, countedFrom, voteOpened } from '#rulebook/vote.ts'
import { openLmdbLog } from '#server/lmdb-log.ts'
import { thread, vote } from '#support/texts.ts'
import { accepted, foundTestVillage } from '#support/village.ts'
import { village } from './command-line.ts'
import { emptyFolder } from './founded.ts'

/** A village on disk with a vote of three in favour and one against, and one that is still open. */
async function voted() {
  const dataDir = emptyFolder()
  const v = await foundTestVillage({ log: openLmdbLog(path.join(dataDir, 'book')) })
  await accepted(v.say('陶书记', rulebookAdopted, { rulebook: 2 }))
  const { id: debate } = await accepted(v.say('王大婶', threadOpened, thread()))
  const terms = { ...vote(v.clock.now), question: '路灯几点关', quorum: 'ask' as const }
  const { id } = await accepted(v.say('陶书记', voteOpened, terms, [debate]))
  for (const [n, who] of (['王大婶', '罗二哥', '何委员', '杨代表'] as const).entries())
    await accepted(v.say(who, ballotCast, { choices: [n === 3 ? 1 : 0] }, [id]))
  v.clock.now = countedFrom(terms) + 1
  const open = { ...vote(v.clock.now), question: '先修哪一段', quorum: 'ask' as const }
  const { id: second } = await accepted(v.say('陶书记', voteOpened, open, [debate]))
  await accepted(v.say('王大婶', ballotCast, { choices: [0] }, [second]))
  const publish = async (choices: number[]) => {
    const numbers = { choices, present: 4, eligible: 8, quorate: true, carried: null }
    const rest = { decision: '十一点关。', responsible: null, money: null, dueAt: null }
    const said = await accepted(v.say('何委员', outcomePublished, { ...numbers, ...rest }, [debate, id]))
    await accepted(v.say('李监督', entryCosigned, {}, [debate, said.id]))
  }
  const verify = async (...args: string[]) => {
    await v.relay.idle()
    return village(dataDir, 'verify', ...args)
  }
  return { publish, verify }
}

test('every vote is counted from the book alone; one that is still open tells nothing', async () => {
  const { publish, verify } = await voted()
  await publish([3, 1, 0])
  const { code, out, err } = await verify()
  expect([code, err]).toEqual([0, ''])
  expect(out).toMatch(
    /路灯几点关.*\n +应到 eligible 8 {2}参加 present 4\n +赞成 for 3 {2}反对 against 1 {2}弃权 abstain 0\n/,
  )
  expect(out).toContain('✓ 公布的数字相符')
  expect(out).toMatch(/先修哪一段.*\n +还没有收齐/)
  const votes = JSON.parse((await verify('--json')).out) as {
    question: string
    count: { choices: number[] } | null
  }[]
  expect(votes.map(({ question, count }) => [question, count?.choices])).toEqual([
    ['路灯几点关', [3, 1, 0]],
    ['先修哪一段', undefined],
  ])
})

test('abuse: a published number that is off by one ends it with a sentence that says which vote', async () => {
  const { publish, verify } = await voted()
  await publish([4, 0, 0])
  const { code, out, err } = await verify()
  expect(code).toBe(1)
  expect(out).toContain('✗ 公布的数字不符')
  expect(err).toMatch(/有 1 次投票公布的数字和选票对不上：[0-9a-f]{8}。请重新公布/)
})
