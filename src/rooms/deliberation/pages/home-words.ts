import { timeIn } from '#desk/in-words.ts'
import { bilingual } from '#desk/use-words.ts'

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]
/** The two largest units, in whole numbers. */
function span(ms: number, units: [string, string, string], gap: string): string {
  const [days, hours, minutes] = [
    Math.floor(ms / DAY),
    Math.floor((ms % DAY) / HOUR),
    Math.floor((ms % HOUR) / MINUTE),
  ]
  const parts =
    days > 0
      ? [
          [days, 0],
          [hours, 1],
        ]
      : hours > 0
        ? [
            [hours, 1],
            [minutes, 2],
          ]
        : [[Math.max(1, minutes), 2]]
  return parts
    .filter(([n]) => n! > 0)
    .map(([n, unit]) => `${n}${gap}${units[unit!]}`)
    .join(' ')
}
export const spanZh = (ms: number) => span(ms, ['天', '小时', '分钟'], ' ')
export const spanEn = (ms: number) => span(ms, ['days', 'hours', 'minutes'], ' ')

const leftZh = (left?: number) => (left === undefined ? '' : `，还有 ${spanZh(left)}`)
const leftEn = (left?: number) => (left === undefined ? '' : `, ${spanEn(left)} left`)

const ZH = {
  thread: '议事',
  /** Without the time that is left, where this phone is not sure of it. */
  vote: (left?: number) => `请您投票${leftZh(left)}`,
  signup: (left?: number) => `接龙，愿意的报名${leftZh(left)}`,
  times: (left?: number) => `约时间，请说说哪天行${leftZh(left)}`,
  opens: (at: number) => `将于 ${timeIn('zh-CN')(at)} 开始投票`,
  refused: '未通过，修改后可以重新递交',
  ballot: '投票',
  cosign: '请您会签',
  cosignStep: '四议两公开的一步，请您核对、会签',
  cosignMinutes: '会议纪要，请您看过、会签',
  cosignPause: '暂停或恢复投票，请您看过、会签',
  cosignWords: '替没有手机的人写的发言，请您核对、会签',
  cosignHiding: '有人提出隐藏一条发言，请您看看要不要会签',
  witness: (n: number) => `会场上的 ${n} 张票，请您核对、签名见证`,
  pair: '您手机上投的和纸上记的不一样，请您说哪一张算',
  entrusted: '有人请您代投',
  witnessMandate: '有一份代投的委托，请您核对、签名见证',
  newPhones: (n: number) => `${n} 部新加入的手机，请您核对，核对了票才计入`,
  reported: '有人举报了一条发言，请您看看',
  hidden: (reason: string) => `您的发言被隐藏了，可以申诉。说明：${reason}`,
  restored: (reason: string) => `您的发言恢复显示了。原因：${reason}`,
  heard: (reason: string) => `监督委员答复了您的申诉，维持隐藏。原因：${reason}`,
  appealed: '有人对隐藏发言提出申诉，请监督委员看看',
  noOutcome: (days: number) => `计票已经结束${days > 0 ? ` ${days} 天` : ''}，请公布结果`,
  yours: '这件事由您负责办，开始办了请报告',
  silent: '这件事由您负责，30 天没有消息了，请报告办得怎么样',
  due: (at: number) => `这件事由您负责，应在 ${timeIn('zh-CN')(at)} 前办完，请报告办得怎么样`,
}
const EN: typeof ZH = {
  thread: 'Debate',
  vote: (left) => `Please vote${leftEn(left)}`,
  signup: (left) => `A list to sign up on${leftEn(left)}`,
  times: (left) => `Please say when you can${leftEn(left)}`,
  opens: (at) => `Voting opens on ${timeIn('en')(at)}`,
  refused: 'Not accepted; edit and send it anew',
  ballot: 'Votes',
  cosign: 'Please cosign',
  cosignStep: 'A step of 四议两公开; please check and cosign it',
  cosignMinutes: 'Minutes; please read and cosign them',
  pair: 'Your ballot from the phone and one on paper differ; please say which holds',
  entrusted: 'Somebody asks you to vote for them',
  witnessMandate: 'A vote was entrusted on paper; please check and sign as witness',
  newPhones: (n) => `New phones: ${n}; their votes count once you vouch for them`,
  witness: (n) => `${n} ballots from the room; please check and witness them`,
  reported: 'Somebody reported a comment; please look at it',
  hidden: (reason) => `Your comment was hidden; you may appeal. It was said: ${reason}`,
  restored: (reason) => `Your comment is shown again: ${reason}`,
  heard: (reason) => `A supervisor answered your appeal: it stays hidden. Reason: ${reason}`,
  appealed: 'Somebody appeals against the hiding of a comment; please look at it',
  noOutcome: (days) => `Counted${days > 0 ? ` ${days} days ago` : ''}; please publish the outcome`,
  yours: 'This is in your hands; please report when it has begun',
  silent: 'This is in your hands, and without news for 30 days; please report',
  due: (at) => `This is in your hands, and was due on ${timeIn('en')(at)}; please report`,
  cosignPause: 'A vote is to be paused or to go on; please read and cosign',
  cosignWords: 'Somebody’s words, written down for them; please check and cosign',
  cosignHiding: 'Somebody proposes to hide a comment; please see whether to cosign',
}

/** What the home screen says: apart from the room's other words, which a first visit does not wait for. */
export const homeWords = bilingual(ZH, EN)
