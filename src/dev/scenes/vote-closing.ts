import { threadOpened } from '#rulebook/thread.ts'
import { APPROVE, ballotCast, voteOpened } from '#rulebook/vote.ts'
import { villageDay } from '#rulebook/village-time.ts'
import { enter, open, press, see, vote } from './deeds.ts'
import { WHO, type Scene } from './scene.ts'

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]
const DEBATE = '村口的路要不要加宽'
const QUESTION = '村口的路加宽到5.5米'

/** 投票截止: a ballot cast in time counts though it arrives late; a wrong clock neither helps nor harms. */
export const voteClosing: Scene = {
  key: 'vote-closing',
  title: { zh: '投票截止', en: 'Vote closing' },
  story: {
    zh: '离截止一小时。有人没信号也投了，有人手机的钟不准；收齐以后，每部手机自己计票，数目一样。',
    en: 'An hour to go. One votes without coverage, one by a wrong clock; then every phone counts alike.',
  },
  async ground({ now, say }) {
    const thread = await say('陶书记', threadOpened, { title: DEBATE, text: '会车要倒两百米，请大家说。' })
    const opening = await say(
      '陶书记',
      voteOpened,
      {
        question: QUESTION,
        sort: 'approve',
        options: [],
        min: 1,
        max: 1,
        quorum: 'va',
        basis: 'adult',
        group: null,
        closesAt: now + HOUR,
        collectMs: HOUR,
        hidden: true,
        announced: villageDay(now) - 10,
      },
      [thread],
    )
    await say('何委员', ballotCast, { choices: [APPROVE.favour] }, [opening])
    await say('罗二哥', ballotCast, { choices: [APPROVE.against] }, [opening])
  },
  chapters: [
    {
      says: { zh: '还有一小时，书记投了票', en: 'An hour to go; the secretary votes' },
      moves: [...vote('secretary', DEBATE, QUESTION, '赞成'), see('secretary', '村里已收到')],
    },
    {
      says: { zh: '王大婶上了坡，没有信号也能投', en: '王大婶 votes up on the slope, without coverage' },
      moves: [
        { do: 'wire', who: 'villager', wire: 'cut' },
        ...vote('villager', DEBATE, QUESTION, '赞成'),
        see('villager', '已存手机'),
      ],
    },
    {
      says: {
        zh: '在外的手机慢了三天，以村里收到的时间为准',
        en: 'A phone three days slow: the relay’s time counts',
      },
      moves: [
        { do: 'turn', who: 'away', ms: -3 * DAY },
        ...vote('away', DEBATE, QUESTION, '弃权'),
        see('away', '村里已收到'),
      ],
    },
    {
      says: { zh: '截止了，正在收票', en: 'Closed; late ballots are collected' },
      moves: [
        { do: 'pass', ms: HOUR + MINUTE },
        ...enter('secretary', DEBATE),
        see('secretary', '已经截止，正在收票'),
      ],
    },
    {
      says: { zh: '王大婶下坡，截止前投的票送到了', en: 'Her ballot, cast in time, arrives' },
      moves: [
        { do: 'wire', who: 'villager', wire: 'whole' },
        ...enter('villager', DEBATE),
        see('villager', '村里已收到'),
      ],
    },
    {
      says: { zh: '收齐了，每部手机自己计票', en: 'Every phone counts for itself' },
      moves: [
        { do: 'pass', ms: HOUR },
        ...WHO.flatMap((who) => [
          ...enter(who, DEBATE),
          press(who, `看这次投票: ${QUESTION}`),
          see(who, '这部手机已经自己重新计过票。'),
          see(who, '其中 1 人的票是截止前投、截止后送到的'),
        ]),
        open('secretary', '/'),
      ],
    },
  ],
}
