// What must hold in the model, whatever has happened.
import { expect, vi } from 'vitest'
import { until } from '../sync/real-phone.ts'
import { noted } from './model-happened.ts'
import { settle, viewOf, votersIn } from './model-looks.ts'
import { mayBeRefusedBy } from './model-officers.ts'
import { all, closeVote, heard, WHO, type World } from './model-phones.ts'

/** What screens show may be a second older than what the phone has. */
const shows = (look: () => Promise<void>) => vi.waitFor(look, { timeout: 5000 })

/** Once all are in step: equal views, nothing twice, nothing lost, nothing left to hand in. */
export async function holds(world: World) {
  await settle(world)
  await shows(() => standsAlike(world))
  for (const phone of all(world)) expect(phone.failures).toEqual([])
}

async function standsAlike(world: World) {
  const views = await Promise.all([...heard(world), world.tab].map((phone) => viewOf(phone, world)))
  for (const view of views) expect(view, 'all phones in step show the same').toEqual(views[0])
  const { debate, board } = views[0]!
  const seen = new Set([...debate, ...board].map(({ id }) => id))

  const numbered = Array.from({ length: world.v.log.lastNumber() }, (_, i) => world.v.log.numbered(i + 1)!.id)
  expect(new Set(numbered).size, 'nothing stands twice').toBe(numbered.length)
  for (const id of world.received) expect(numbered, 'what was once received stands').toContain(id)
  await nothingIsLost(world, new Set(numbered), seen)
  for (const { desk } of heard(world))
    expect(await until(desk.link, () => true)).toMatchObject({ unsent: 0, alarms: 0 })
}

/** What each phone said it kept is there to be read, and was received; a ballot that was too late, or a notice, as refused. */
async function nothingIsLost(world: World, numbered: Set<string>, seen: Set<string>) {
  for (const by of [...WHO, 'second'] as const) {
    const { desk } = by === 'second' ? world.second : world.phones[by]
    const own = await until(desk.own(), () => true)
    for (const [id, { by: author, body }] of world.kept) {
      if (author !== by) continue
      const row = own.find((shown) => shown.id === id)
      expect(row?.body, `${by}: what was kept is still readable`).toMatchObject(body)
      // From a lost phone nothing is heard any more.
      if (by !== 'second' && world.revoked.has(by)) continue
      const { standing } = row!
      if (standing.is === 'refused') {
        noted(`a refusal by ${standing.rule}`, true)
        expect(mayBeRefusedBy(world, by, body), `${by}: nothing else is refused`).toContain(standing.rule)
        expect(numbered.has(id), `${by}: what stands is not shown as refused`).toBe(false)
        continue
      }
      expect(standing.is, `${by}: what was kept was received`).toBe('receipted')
      if ('text' in body) expect(seen.has(id), `${by}: and stands in the debate or on the board`).toBe(true)
      else expect(numbered.has(id), `${by}: and stands in the relay's book`).toBe(true)
    }
  }
}

/** Once the vote is over: one count, one ballot a person. */
export async function countsAlike(world: World) {
  await closeVote(world)
  await settle(world)
  const voters = votersIn(world)
  noted(
    'one person votes on two phones',
    [...voters.values()].some(({ size }) => size > 1),
  )
  await shows(async () => {
    const counts = await Promise.all(
      heard(world).map(async ({ desk }) => {
        const { count } = await until(desk.vote(world.opening), ({ final }) => final, 20_000)
        return count
      }),
    )
    for (const count of counts) expect(count).toEqual(counts[0])
    expect(counts[0]!.present, 'one ballot a person').toBe(voters.size)
  })
}
