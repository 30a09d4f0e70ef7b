import { timeIn } from '#desk/in-words.ts'
import { translated } from '#desk/use-words.ts'

const ZH = {
  moment: timeIn('zh-CN'),
  title: '新加入的手机',
  open: '核对新加入的手机',
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

  // On the voter's own screen
  yourPhone: '您的手机是新加入的',
  mayCast: (by: string) => `您可以投票。${by}问过您、核对这部手机以后，您的票才计入。请联系一下。`,
  hasCast: (by: string) => `您的票投好了。${by}问过您、核对这部手机以后才计入。请联系一下。`,
  supervisors: (names: string) => `监督委员${names}`,
  yourPhoneVouched: (by: string) => `这部手机${by}已核对，投的票计入。`,
  notCounted: '您的票没有计入',
  notCountedText: '这部手机是新加入的，补收时间以内没有监督委员核对。',
}
export type VouchWords = typeof ZH

/** What is said of phones that are new to a vote. */
export const vouchWords = translated(ZH, () => import('./vouch-english.ts'))
