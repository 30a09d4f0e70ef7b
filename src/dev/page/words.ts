import type { Bilingual } from '#desk/use-words.ts'
import type { Wire } from '../scenes/scene.ts'

// Whoever builds the app may read either language, so both stand on the page.

export const wireWords: Record<Wire, Bilingual> = {
  whole: { zh: '畅通', en: 'whole' },
  mountain: { zh: '山里的弱信号', en: 'a weak cell' },
  edge: { zh: '信号边上', en: 'edge of the cell' },
  silent: { zh: '假在线，什么也过不去', en: 'silent' },
  cut: { zh: '断了', en: 'cut' },
}

/** By how many hours a phone's own clock may be wrong. */
export const clockWords: { hours: number; words: Bilingual }[] = [
  { hours: 0, words: { zh: '准', en: 'right' } },
  { hours: 8, words: { zh: '快 8 小时', en: '8 h fast' } },
  { hours: -3, words: { zh: '慢 3 小时', en: '3 h slow' } },
  { hours: -72, words: { zh: '慢 3 天', en: '3 days slow' } },
  { hours: 24 * 365, words: { zh: '快一年', en: 'a year fast' } },
]

export const w = {
  title: { zh: '三部手机', en: 'Three phones' },
  lead: {
    zh: '一个真的中转站，三部各自存东西的手机；每部有一条可以断的线，一个可以拨的钟。',
    en: 'A real relay and three phones with storage of their own, each with a wire to cut and a clock to turn.',
  },
  scenes: { zh: '演一场', en: 'Scenes' },
  anew: { zh: '从空村重新开始', en: 'Start anew' },
  stop: { zh: '停下', en: 'Stop' },
  pause: { zh: '每段停一下', en: 'pause at each part' },
  goOn: { zh: '接着演', en: 'Go on' },
  setting: { zh: '正在建村，三部手机在加入', en: 'Founding the village; the phones are joining' },
  done: { zh: '演完了', en: 'Played to the end' },
  village: { zh: '村里', en: 'The village' },
  hour: { zh: '过 1 小时', en: '+1 hour' },
  day: { zh: '过 1 天', en: '+1 day' },
  wire: { zh: '线', en: 'wire' },
  clock: { zh: '钟', en: 'clock' },
  alone: { zh: '单独打开', en: 'open alone' },
  reload: { zh: '关掉再打开', en: 'Reopen the app' },
} satisfies Record<string, Bilingual>

export const both = ({ zh, en }: Bilingual) => `${zh} ${en}`
