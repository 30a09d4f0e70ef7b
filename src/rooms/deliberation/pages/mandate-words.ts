import { timeIn } from '#desk/in-words.ts'
import { translated } from '#desk/use-words.ts'

const ZH = {
  moment: timeIn('zh-CN'),
  title: '代投',
  open: '请人代投、替人投',
  back: '看这次投票',
  intro:
    '自己不能投的，可以请一位有选举权的村民代投。书记、村委、监督委员、网格员和登记员不能代投，一个人最多替三位投。谁替谁投，计票以后大家都看得到。',
  ownFirst: '自己又投了的，不管先后，以自己投的为准。',
  until: (until: string) => `委托和代投都在 ${until} 以前。`,
  notHere: '这次投票不能代投，请每个人自己投。',
  over: '已经截止，不能再委托、再代投。截止前写好的，有网时照样递交。',
  none: '没有和您有关的委托。',

  // Asking somebody
  ask: '请人代投',
  askAnother: '换一位代投',
  asked: (name: string) => `您请了${name}代投。`,
  castForYou: (name: string, choice: string) => `${name}替您投了：${choice}`,
  yourOwnCounts: '您自己也投了，以您自己投的为准。',
  notCast: (name: string) => `${name}还没有替您投。`,
  proxy: '请谁代投',
  proxyHint: '先列自己家里的人',
  errorProxy: '请选一位代投的人。',
  askText: (name: string) => `${name}看得到您的委托，会替您投。投了什么，您在这里看得到。`,
  askConfirm: (me: string, name: string) => `签名以后就是您（${me}）请${name}代投。您自己随时还可以投。`,
  askSend: '签名，请他代投',
  askReceipt: '委托写好了。',

  // Casting for somebody
  yours: '您替别人投',
  castFor: (name: string) => `替${name}投`,
  recastFor: (name: string) => `改投${name}的票`,
  castDone: (name: string) => `替${name}投好了，签了您的名。`,
  castingFor: (name: string) => `替${name}投，记在${name}的名下`,
  cast: (choice: string) => `您投了：${choice}`,
  beyond: '这份委托在三份以后，投了也不计票。请他另找一位。',
  replaced: '后来又换了人代投。',

  // For somebody without a phone
  paper: '替没有手机的人写委托',
  paperIntro:
    '请他在屏幕上签名，或者录下他的同意，或者拍下他签了名的纸，再请当时在场的监督委员或者村民代表见证。见证以后您投的才计票。',
  giver: '谁请您代投',
  giverHint: '名册上能投这次票的人',
  errorGiver: '请选请您代投的人。',
  witness: '见证人',
  witnessHint: '当时在场的监督委员或者村民代表',
  nobody: '请选一位',
  errorWitness: '请选一位见证人。没有监督委员和村民代表的，先在花名册登记职务。',
  errorPicture: '请让他签名，或者录下他的同意，或者拍下他签了名的纸。',
  paperConfirm: (me: string, giver: string, witness: string) =>
    `签名以后就是您（${me}）说：${giver}请您代投。还要${witness}见证。`,
  paperSend: (witness: string) => `签名，请${witness}见证`,
  paperReceipt: '委托写好了，见证以后一起计票。',

  // Finding one person
  find: '找人',
  findHint: '写名字里的一两个字',
  found: (n: number) => (n === 0 ? '没有找到' : `找到 ${n} 位`),

  // A mandate on its card
  card: (giver: string, proxy: string) => `${giver}请${proxy}代投`,
  byGiver: '本人在手机上委托',
  waits: (witness: string) => `等${witness}见证，见证以后才计票`,
  lapsed: (witness: string) => `${witness}没有在补收时间内见证，不计票`,
  witnessed: (witness: string) => `${witness}已见证`,
  witnessText: '签名见证，就是说您当时在场，是他本人同意的，署您的名。不是的不要签。',
  witnessNow: '我在场，是本人同意的，签名见证',
  done: '签好了，已存手机，有网自动递交',
  notSent: '没有递交出去',
  all: '谁替谁投',
}
export type MandateWords = typeof ZH

/** What is said of ballots that one casts for another. */
export const mandateWords = translated(ZH, () => import('./mandate-english.ts'))
