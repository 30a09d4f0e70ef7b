import { translated } from '#desk/use-words.ts'

const ZH = {
  title: '为没有信号的村民作证',
  back: '看这次投票',
  intro:
    '村民手机上已经投好、还没有送出去的票，截止以前您当面看到了，就扫他手机上的码，签名作证。码里没有他投了什么。您的手机有网就递交，他的票在补收时间里送到，就有两部手机证明。',
  only: '由书记、村委、监督委员或者网格员来作证。',
  over: '这次投票已经截止，不能再作证。',
  notYet: '村里还没有启用新的规矩，暂时不能作证。',
  soFar: (n: number) => `这次投票，您已经作证 ${n} 张。`,
  done: '作证好了，已存手机，有网自动递交',
  notOurs: '这不是一张票的码。请村民打开这次投票，点开「没有信号，快截止了？」。',
  otherVote: '这张票是另一次投票的。请打开那一次投票再扫。',
  already: '这张票您已经作过证。',
  notSent: '没有作成证',
  scan: {
    start: '扫票上的码',
    looking: '请把码放在画面中间',
    stop: '不扫了',
    noCamera: {
      insecure: '这个地址不安全，浏览器不让用相机。',
      absent: '这部手机没有可用的相机。请用另一部手机作证。',
      denied: '没有得到用相机的许可。请在浏览器设置里允许相机。',
      failed: '相机打不开。请再试一次。',
    },
    paste: '村民发来的码，用文字',
    pasteNow: '粘贴',
    pasteHint: '长按空白处粘贴',
    use: '用这段文字',
  },
}
export type MeetingWords = typeof ZH

/** What an officer reads who meets voters without coverage. */
export const meetingWords = translated(ZH, () => import('./meeting-english.ts'))
