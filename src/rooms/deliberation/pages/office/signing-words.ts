import { translated } from '#desk/use-words.ts'

const ZH = {
  title: '签署纪要',
  back: '看纪要草稿',
  only: '纪要由书记或者村委签署',
  onlyText: '草稿谁都可以看、可以打印。',
  sealed: '这个议题已经封存',
  sealedText: '最后一份纪要已经公布。还有话要说，请提一个接着谈的议题。',
  summary: '讨论得出什么',
  summaryHint: '用您自己的话，或者从底稿拿来。纪要里其余的内容是从原话整理的，不能改。2000字以内',
  errorSummary: '请写一两句，不超过2000字。',
  together: '几个人一起写底稿',
  mark: '哪些话列为要点',
  markHint: '可以不选。最多户支持的话、投反对票的人的话，本来就在要点里。最多12条',
  ends: '以后还谈不谈',
  goesOn: '还可以接着谈',
  closes: '这是最后一份纪要',
  closesHint: '公布以后议题封存，再有话说，另提一个接着谈的议题',
  after: '监督委员会签以后生效，过 7 天异议期就公布。',
  sign: '签署纪要，有网就送到村里',
  notSent: '没有递交出去',
}
export type SigningWords = typeof ZH

export const signingWords = translated(ZH, () => import('./signing-english.ts'))
