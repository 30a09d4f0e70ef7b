import { timeIn } from '#desk/in-words.ts'
import { translated } from '#desk/use-words.ts'

const ZH = {
  moment: timeIn('zh-CN'),
  title: '新加入的手机',
  back: '看这次投票',
  intro:
    '投票发起前一天以内，或者发起以后才加入的手机，投的票先不计。监督委员当面或者打电话问过，确实是本人的手机，在这里签名，票才计入。这样谁也不能临时添手机来添票。',
  until: (until: string) => `最迟 ${until}。`,
  over: '补收时间已经过了，不能再核对。没有核对的不计票。',
  none: '没有要核对的手机。',
  byWhom: '由监督委员核对。',
  phone: (label: string) => label || '手机',
  letIn: (by: string, when: string) => `${when} 由${by}准许加入`,
  byLink: (when: string) => `${when} 用链接加入`,
  vouched: (by: string) => `${by}已核对，投的票计入`,
  waits: '还没有核对，投的票先不计',
  yours: '这是您自己的手机，请另一位监督委员核对。',
  yoursIsNew: '您现在用的这部手机也是新加入的，不能用它核对，请另一位监督委员来核对。',
  vouch: (name: string) => `问过${name}，签名核对`,
  done: '签好了，已存手机，有网自动递交',
  notSent: '没有递交出去',
}
export type VouchingWords = typeof ZH

/** What is read by who vouches for phones that are new to a vote. */
export const vouchingWords = translated(ZH, () => import('./vouching-english.ts'))
