import { translated } from '#desk/use-words.ts'

const ZH = {
  title: '纪要底稿',
  back: '看纪要草稿',
  only: '底稿由书记和村委一起写',
  onlyText: '整理出来的草稿谁都可以看、可以打印。',
  what: '几个人可以同时写，没有网络也能写，有网时合成一份。签署以前只有书记和村委看得到；一起写的人也能删改您写的，算数的是签署的纪要。',
  open: '连着村里，写的马上合到一起',
  away: '没有连上村里，写的先记在这部手机上，有网时合到一起',
  closed: '村里已经签了下一份纪要，等这部手机收到',
  tooLarge: '底稿太长，村里收不下。请删短一些，再合一次',
  barred: '村里现在不收这份底稿，写的记在这部手机上',
  again: '再合一次',
  alone: '现在只有您在写',
  with: (names: string) => `现在一起写的：${names}`,
  text: '底稿',
  outline: '放入提纲：议程、表决、决定',
  length: (now: number, most: number) => `${now} 字，签署时最多 ${most} 字。`,
  sign: '拿去签署',
  earlierTitle: '这是上一份纪要的底稿',
  earlierText: '它的纪要已经签署。您手机上还留着，可以抄下来。',
  earlierLabel: '留着的底稿',
  drop: '不要了',
  copy: { copy: '复制', copied: '已复制', byHand: '请长按文字，自己复制' },
}
export type DraftingWords = typeof ZH

export const draftingWords = translated(ZH, () => import('./drafting-english.ts'))
