import { timeIn } from '#desk/in-words.ts'
import { translated } from '#desk/use-words.ts'

const ZH = {
  moment: timeIn('zh-CN'),
  title: '投票暂停了',
  now: (since: string, reason: string) =>
    `从 ${since} 起不计时：${reason} 现在还可以投票。恢复以后，剩下的时间接着算。`,
  signers: (by: string, second: string) => `${by}提出，${second}会签。`,
  earlier: (since: string, until: string, reason: string) =>
    `${since} 到 ${until} 暂停过，没有计时：${reason}`,
  open: '暂停投票',
  goOn: '恢复投票',
  toSign: '看暂停的提议，会签',
}
export type PauseWords = typeof ZH

/** What everyone is told of a vote that stands still. */
export const pauseWords = translated(ZH, () => import('./pause-english.ts'))
