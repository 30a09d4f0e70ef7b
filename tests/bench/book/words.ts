const SAID = [
  '会车要倒两百米，加宽是好事',
  '占地的几户先谈好再动工',
  '按四万一亩补，我家同意',
  '田边那一段要留排水沟',
  '桥头的地基还没有干透',
  '工钱从哪里出，请村里说清楚',
  '我在外面打工，过年回来看',
  '去年也这样说，后来没有下文',
  '请把账贴出来，大家看得见',
  '雨天路滑，孩子上学不放心',
]

/** One to three sentences as people write them; ends in its number, by which it is known again on arrival. */
export function sentence(random: () => number, n: number): string {
  const parts = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(random, SAID))
  return `${parts.join('，')}。${String(n).padStart(6, '0')}`
}

export const pick = <T>(random: () => number, from: readonly T[]): T =>
  from[Math.floor(random() * from.length)]!

/** The number at the end of an entry's bytes: its text is the last thing in them. */
export function numberOf(entry: Uint8Array): number {
  let n = 0
  for (let at = entry.length - 6; at < entry.length; at++) n = n * 10 + (entry[at]! - 48)
  return n
}

/** Few speak much and many little, as in every village: the nth of `count` speaks 1/n as often as the first. */
export function speaker(random: () => number, count: number): number {
  return Math.min(count - 1, Math.floor(count ** random()) - 1)
}
