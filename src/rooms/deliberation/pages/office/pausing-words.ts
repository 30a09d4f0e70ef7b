import { timeIn } from '#desk/in-words.ts'
import { translated } from '#desk/use-words.ts'

const ZH = {
  moment: timeIn('zh-CN'),
  title: '暂停投票',
  back: '看这次投票',
  intro:
    '村里断了网、断了电，投票可以暂停，剩下的时间以后接着算。书记提出，监督委员会签后生效。原因全村都看得到。暂停的时候还可以投票，没有人的票会丢。',
  since: '从什么时候算起',
  sinceHint: '从断的那时算起，最早七天前',
  back0: '从现在起',
  hoursBack: (n: number) => `${n} 小时前`,
  daysBack: (n: number) => `${n} 天前`,
  reason: '为什么暂停',
  goOnReason: '为什么恢复',
  reasonHint: '200字以内，全村都看得到',
  errorReason: '请写明原因，1到200字。',
  pause: '提出暂停',
  goOn: '提出恢复',
  notSent: '没有递交出去',
  isPaused: (since: string, reason: string) => `从 ${since} 起暂停：${reason}`,
  isResumed: (reason: string) => `恢复投票：${reason}`,
  by: (name: string, when: string) => `${name}提出，${when}`,
  waits: '等监督委员会签，签了才生效',
  lapsed: '三十天没有人会签，作废了',
  inEffect: (name: string) => `${name}已会签，生效`,
  only: '由书记提出，监督委员会签。',
  over: '这次投票已经截止，不能再暂停。',
  notYet: '村里还没有启用新的规矩，暂时不能暂停投票。',
  cosign: '会签',
  cosigned: '签好了，已存手机，有网自动递交',
}
export type PausingWords = typeof ZH

/** What secretary and supervisor read where they pause a vote and let it go on. */
export const pausingWords = translated(ZH, () => import('./pausing-english.ts'))
