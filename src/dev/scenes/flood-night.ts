import { threadOpened } from '#rulebook/thread.ts'
import { enter, miss, open, publish, see, speak } from './deeds.ts'
import type { Scene } from './scene.ts'

const DEBATE = '今年防汛怎么安排'
const ORDER = '东头河边的人家马上转移到学校'
const [BRIDGE, SCHOOL, PARENTS] = [
  '东头的桥已经过水，不要走桥。',
  '学校开了门，灯也亮着，走后山的路。',
  '我爸妈住在东头，请邻居去看一下。',
]

/** 洪水之夜: what was written on either side of a broken link is on every phone by the morning, and once. */
export const floodNight: Scene = {
  key: 'flood-night',
  title: { zh: '洪水之夜', en: 'Flood night' },
  story: {
    zh: '夜里山上断了信号，通知和乡亲的话都在各自手机里；天亮前信号回来，每部手机上一样齐全。',
    en: 'The mast on the mountain goes down at night; by the morning every phone has all that was said.',
  },
  async ground({ say }) {
    await say('何委员', threadOpened, { title: DEBATE, text: '值班、物资、转移路线，请大家说。' })
  },
  chapters: [
    {
      says: { zh: '凌晨两点，雨大了；王大婶家先断了信号', en: 'Two at night; 王大婶 loses coverage first' },
      moves: [
        { do: 'until', time: '02:00' },
        { do: 'wire', who: 'villager', wire: 'cut' },
        { do: 'wire', who: 'secretary', wire: 'mountain' },
      ],
    },
    {
      says: { zh: '书记发紧急通知，村里收到了', en: 'The secretary’s urgent notice reaches the relay' },
      moves: [...publish('secretary', ORDER, '带上老人和药，先走人。'), see('secretary', '村里已收到')],
    },
    {
      says: {
        zh: '书记这边也断了，接着写，存在手机里',
        en: 'The secretary is cut off too, and goes on writing',
      },
      moves: [
        { do: 'wire', who: 'secretary', wire: 'cut' },
        ...speak('secretary', DEBATE, SCHOOL),
        see('secretary', '已存手机'),
      ],
    },
    {
      says: { zh: '在外的人收到了通知，说了一句', en: 'Far away the notice has arrived, and is answered' },
      moves: [
        open('away', '/notices'),
        see('away', ORDER),
        ...speak('away', DEBATE, PARENTS),
        see('away', '村里已收到'),
        miss('away', SCHOOL),
      ],
    },
    {
      says: { zh: '王大婶没有信号，照样写', en: '王大婶 writes without coverage' },
      moves: [
        open('villager', '/notices'),
        see('villager', '公告'),
        miss('villager', ORDER),
        ...speak('villager', DEBATE, BRIDGE),
        see('villager', '已存手机'),
      ],
    },
    {
      says: {
        zh: '四点，信号回来，三部手机一样齐全',
        en: 'Four o’clock: the link is back, and all three agree',
      },
      moves: [
        { do: 'until', time: '04:00' },
        { do: 'wire', who: 'secretary', wire: 'whole' },
        { do: 'wire', who: 'villager', wire: 'mountain' },
        open('villager', '/notices'),
        see('villager', ORDER),
        ...(['villager', 'secretary', 'away'] as const).flatMap((who) => [
          ...enter(who, DEBATE),
          ...[BRIDGE, SCHOOL, PARENTS].map((text) => see(who, text)),
          see(who, '已同步'),
        ]),
      ],
    },
  ],
}

/** What must stand in the book in the end, each once. */
export const saidThatNight = [BRIDGE, SCHOOL, PARENTS]
