import { expect, test } from 'vitest'
import { entryCosigned } from '#rulebook/cosign.ts'
import { votePaused, voteResumed } from '#rulebook/pause.ts'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { threadOpened } from '#rulebook/thread.ts'
import { ballotsOf } from '#rulebook/volumes.ts'
import { ballotCast, countedFrom, voteOpened } from '#rulebook/vote.ts'
import { OPEN } from '#rulebook/wire.ts'
import { VOLUME_EPOCH } from '#server/shelves.ts'
import { thread, vote } from '#support/texts.ts'
import { accepted, foundTestVillage } from '#support/village.ts'

test('a vote that stands still keeps its ballots, also behind the end that it first had, and gives them out at the new one', async () => {
  const v = await foundTestVillage()
  await accepted(v.say('陶书记', rulebookAdopted, { rulebook: 2 }))
  const { id: debate } = await accepted(v.say('王大婶', threadOpened, thread()))
  const terms = vote(v.clock.now)
  const { id } = await accepted(v.say('陶书记', voteOpened, terms, [debate]))
  const luo = await v.connect('罗二哥').welcomed()
  const ballot = await v.write('王大婶', ballotCast, { choices: [0] }, [id])
  await accepted(v.relay.offer([ballot.bytes]).then(([one]) => one!))
  const pause = { since: v.clock.now, reason: '断网' }
  const { id: paused } = await accepted(v.say('陶书记', votePaused, pause, [id]))
  await accepted(v.say('李监督', entryCosigned, {}, [id, paused]))
  v.clock.now = countedFrom(terms) + 1
  v.relay.tick()
  await v.relay.idle()
  luo.say(OPEN, { volume: ballotsOf(id), epoch: VOLUME_EPOCH, k: 0 })
  await luo.until(() => luo.messages('DENIED').length)
  const sent = Buffer.concat(luo.frames.map(({ payload }) => payload))
  expect(sent.includes(Buffer.from(ballot.bytes.slice(20, 60)))).toBe(false)

  const { id: resumed } = await accepted(v.say('陶书记', voteResumed, { reason: '通了' }, [id, paused]))
  await accepted(v.say('李监督', entryCosigned, {}, [id, resumed]))
  await v.restart()
  const again = await v.connect('罗二哥').welcomed()
  v.clock.now += countedFrom(terms) - pause.since
  v.relay.tick()
  await v.relay.idle()
  again.say(OPEN, { volume: ballotsOf(id), epoch: VOLUME_EPOCH, k: 0 })
  await again.until(() => again.messages('DENIED').length)
  v.clock.now += 1
  v.relay.tick()
  await again.until(() => [...again.docs.keys()].includes(ballotsOf(id)))
})
