import { translated } from '#desk/use-words.ts'

const ZH = {
  open: '核对新加入的手机',

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
