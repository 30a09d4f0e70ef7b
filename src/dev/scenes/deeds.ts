import type { Deed, Move, Who } from './scene.ts'

/** What people do on their screens, step by step as they would. */

export const open = (who: Who, path: string): Deed => ({ do: 'open', who, path })
export const press = (who: Who, name: string): Deed => ({ do: 'press', who, name })
export const see = (who: Who, text: string): Deed => ({ do: 'see', who, text })
export const miss = (who: Who, text: string): Deed => ({ do: 'miss', who, text })
const fill = (who: Who, label: string, text: string): Deed => ({ do: 'fill', who, label, text })

/** Writes a notice and goes through its check and confirmation; ends at the receipt. */
export const publish = (who: Who, title: string, text: string): Deed[] => [
  open(who, '/notices/write'),
  fill(who, '标题', title),
  fill(who, '正文', text),
  press(who, '下一步：查看'),
  press(who, '没有问题，下一步'),
  press(who, '发布，有网就送到村里'),
  see(who, '公告已经写好'),
]

/** Goes to a debate by its title. */
export const enter = (who: Who, debate: string): Deed[] => [open(who, '/threads'), press(who, debate)]

/** Says something in a debate; ends with the words standing there. */
export const speak = (who: Who, debate: string, text: string): Deed[] => [
  ...enter(who, debate),
  fill(who, '您的话', text),
  press(who, '递交，有网就送到村里'),
  see(who, '写好了，已存手机'),
  see(who, text),
]

/** Casts a ballot; ends at its receipt. */
export const vote = (who: Who, debate: string, question: string, choice: string): Deed[] => [
  ...enter(who, debate),
  press(who, `投票: ${question}`),
  press(who, '投票'),
  { do: 'choose', who, label: choice },
  press(who, '下一步：查看'),
  press(who, '没有问题，下一步'),
  press(who, '投票，有网就送到村里'),
  see(who, '您的票已经投好'),
]

/** Joins by a claim link. */
export const join = (who: Who, claimPath: string): Deed[] => [
  open(who, claimPath),
  press(who, '加入'),
  see(who, '已同步'),
]

export const isDeed = (move: Move): move is Deed =>
  ['open', 'press', 'fill', 'choose', 'see', 'miss'].includes(move.do)
