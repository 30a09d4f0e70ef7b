import { translated } from '#desk/use-words.ts'
import type { Step } from '#rulebook/step.ts'

const ZH = {
  intro: '村里的大事要走这六步，前一步通过了才能走下一步。在会场、在纸上开的会，记在这里，大家都查得到。',
  needs: {
    proposed: '过半数到会，到会的过半数赞成，才算通过。',
    consulted: '过半数到会，到会的过半数赞成，才算通过。',
    examined: '方案要提前 3 天送到党员手里。有表决权的党员半数以上到会，应到的过半数赞成，才算通过。',
    decided:
      '到会的够法定人数，而且过半数赞成，才算通过。村民会议按人算要过半数，按户的代表算要三分之二以上的户。成员大会要应到的三分之二以上赞成。',
    announced: '写清楚公开了什么、贴在哪里，最好拍一张照片。',
    'carried-out': '写清楚办成了什么、花了多少钱，最好拍一张照片。',
  } as Record<Step, string>,
  back: '看这件事',
  mayNot: '四议两公开由书记或者村委记录。',
  allDone: '六步都走完了',
  allDoneText: '这件事的四议两公开已经走完。',
  when: '哪一天',
  errorDay: '请选这一步是哪一天：不早于前一步，不晚于今天。',
  host: { meeting: '谁主持', announcement: '谁经办' },
  nobody: '不写',
  decider: '哪个会决议',
  should: '应到多少人',
  did: '实到多少人',
  favour: '赞成',
  against: '反对',
  abstain: '弃权',
  errorCount: '请写 0 到 100000 的整数。',
  errorDid: '实到不能多于应到，应到不能是 0。',
  errorVotes: '赞成、反对、弃权加起来不能多于实到。',
  fromVote: '这件事在手机上投过票，数字是从选票计出来的。',
  text: { meeting: '会上怎么说', announcement: '公开了什么' },
  textHint: '500字以内。会议记录、签到表、公示可以拍照附在下面',
  errorText: '请写一句话，不超过500字。',
  willPass: '按规矩，这样算通过。',
  willFail: '按规矩，这样没有通过，不能走下一步。',
  checkText: '大家看到的就是这样。记上以后不能改，只能重新记录，以前的还看得到。',
  confirm: (name: string) => `以${name}的名义签名记录。另一名干部会签以后生效。`,
  send: '记录，有网就送到村里',
  receipt: '已经写好，签了名，等另一名干部会签。状态在这里：',
}
export type RecordingWords = typeof ZH

/** What is read by who records a step of 四议两公开. */
export const recordingWords = translated(ZH, () => import('./recording-english.ts'))
