import type { Hex8, Id } from '#entry/format.ts'
import { topicOf } from '#rulebook/volumes.ts'
import { villageYear } from '#rulebook/village-time.ts'
import { noticePublished } from '#rulebook/notice.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import type { Have } from './have.ts'
import type { Matter, Plan } from './make.ts'
import { write, type Pen } from './pen.ts'
import type { HandIn } from './people.ts'
import { randomFrom } from '#support/random.ts'
import { fillVotes } from './votes.ts'
import { pick, sentence, speaker } from './words.ts'

/** Something said, and where it stands. `visit` counts openings of the app: a Yjs peer has a client id for each. */
export interface Written {
  bytes: Uint8Array
  volume: string
  visit: number
}
interface Filling {
  village: Hex8
  secretary: Pen
  pens: Pen[]
  plan: Plan
  clock: { now: number }
  handIn: HandIn
  places(): Have
  last(): number
}

const DAY = 24 * 3600 * 1000
const BATCH = 250
/** One entry in fifty is a notice. */
const NOTICES = 0.02

/** Lets the village speak: debates and notices through the year, then one week in three debates, one of them new. */
export async function fill(o: Filling) {
  const { plan, clock } = o
  const random = randomFrom(plan.seed ?? 1)
  const said: Written[] = []
  let visit = 0
  const open = async (n: number): Promise<Id> => {
    const body = { title: `第${n}件事：村口的路`, text: '会车要倒两百米，占地的几户怎么补，请大家说。' }
    const { id, bytes } = await write(
      pick(random, o.pens),
      { village: o.village, at: clock.now },
      threadOpened,
      body,
    )
    await o.handIn([bytes])
    said.push({ bytes, volume: topicOf(id), visit: ++visit })
    return id
  }

  async function notice(at: number): Promise<Written> {
    // Still on the board when the phone is looked at.
    const [text, showUntil] = [sentence(random, said.length).repeat(3), Date.now() + 60 * DAY]
    const body = {
      sort: 'notice' as const,
      title: '停水通知',
      text,
      showUntil,
      pinned: false,
      households: [],
    }
    const { bytes } = await write(o.pens[0]!, { village: o.village, at }, noticePublished, body)
    return { bytes, volume: `board/${villageYear(at)}`, visit: ++visit }
  }

  async function comment(at: number, thread: Id): Promise<Written> {
    const pen = o.pens[speaker(random, o.pens.length)]!
    const text = sentence(random, said.length)
    const { bytes } = await write(pen, { village: o.village, at }, commentPosted, { text }, [thread])
    return { bytes, volume: topicOf(thread), visit }
  }

  /** So many entries in these debates; people write one to three at a visit. */
  async function speak(count: number, threads: Id[], daysEach: number, notices = NOTICES) {
    for (let done = 0; done < count;) {
      const batch: Written[] = []
      while (batch.length < Math.min(BATCH, count - done)) {
        const thread = pick(random, threads)
        visit += 1
        if (random() < notices) batch.push(await notice(clock.now))
        else
          for (
            let n = 1 + Math.floor(random() * 3);
            n > 0 && batch.length < Math.min(BATCH, count - done);
            n--
          )
            batch.push(await comment(clock.now, thread))
      }
      await o.handIn(batch.map(({ bytes }) => bytes))
      said.push(...batch)
      done += batch.length
      clock.now += Math.round(daysEach * DAY)
    }
  }

  const before = plan.entries - plan.week
  const topics: Id[] = []
  for (let n = 1; n < plan.topics; n++) topics.push(await open(n))
  const threads: Record<number, Id> = {}
  for (const count of plan.threads ?? []) {
    threads[count] = await open(1000 + count)
    await speak(count, [threads[count]], 0.5, 0)
  }
  const voted = plan.votes?.length ? await fillVotes(o, topics[0]!, plan.votes) : undefined
  said.push(...(voted?.said ?? []))
  const matters: (Matter & { thread: Id })[] = []
  for (const { comments, ballots } of plan.matters ?? []) {
    const thread = await open(5000 + comments)
    await speak(comments, [thread], 0.5, 0)
    said.push(...(await fillVotes(o, thread, [ballots])).said)
    matters.push({ comments, ballots, thread })
  }
  const more = Math.max(0, before - said.length)
  await speak(more, topics, Math.min(3, 180 / Math.ceil(more / BATCH)))
  const weekAgo = o.places()
  const [from, lastWeek] = [said.length, o.last()]
  const fresh = await open(plan.topics)
  await speak(plan.week - 1, [...topics.slice(0, 2), fresh], 3)
  return {
    said,
    week: said.slice(from),
    weekAgo,
    lastWeek,
    liveThread: topics[0]!,
    threads,
    votes: voted?.votes ?? {},
    matters,
  }
}
