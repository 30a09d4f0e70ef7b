import { dayIn } from '#desk/in-words.ts'
import { translated } from '#desk/use-words.ts'
import type { Decider, Step } from '#rulebook/step.ts'

const ZH = {
  day: dayIn('zh-CN'),
  title: '四议两公开',
  begin: '按四议两公开办',
  steps: {
    proposed: '党支部会提议',
    consulted: '“两委”会商议',
    examined: '党员大会审议',
    decided: '会议决议',
    announced: '决议公开',
    'carried-out': '实施结果公开',
  } as Record<Step, string>,
  deciders: {
    va: '村民会议决议',
    vra: '村民代表会议决议',
    ca: '集体经济组织成员大会决议',
    'va-households': '村民会议决议（按户的代表）',
  } as Record<Decider, string>,
  /** What the law or the rules ask of a step. */
  states: { held: '通过', unsigned: '等会签', failed: '没有通过，要重新开', next: '下一步', later: '还没到' },
  done: '已经公开',
  number: (n: number) => `第${'一二三四五六'[n - 1] ?? n}步`,
  held: (day: string, host: string | undefined) => (host ? `${day}，${host}主持` : day),
  posted: (day: string, host: string | undefined) => (host ? `${day}，${host}经办` : day),
  figures: (should: number, did: number, favour: number, against: number, abstain: number) =>
    `应到 ${should}，实到 ${did}；赞成 ${favour}，反对 ${against}，弃权 ${abstain}`,
  late: (day: string) => `补录：${day} 才记上`,
  recordedBy: (name: string) => `${name}记录`,
  pending: '等另一名干部会签',
  lapsed: '30 天没有会签，不生效。请重新记录',
  signedBy: (names: string) => `${names}会签，已经生效`,
  cosignText: '会签表示您在场、核对过，署您的名。',
  cosign: '核对过了，会签',
  signed: '写好了，已存手机，有网自动递交。',
  before: '以前的记录',
  record: '记录这一步',
  again: '重新记录',
  notSent: '没有递交出去',
}
export type StepWords = typeof ZH

/** What is said of the way of 四议两公开. */
export const stepWords = translated(ZH, () => import('./step-english.ts'))
