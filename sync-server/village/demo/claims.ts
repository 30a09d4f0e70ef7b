import type { Claim } from './types.ts'

/** Whose claim links are printed when the demo is sown. They have not yet voted in the open votes. */
export const claims: readonly Claim[] = [
  {
    person: 'tao-yongming',
    role: 'secretary',
    zh: '陶永明，村党支部书记兼村委会主任：发布通知，发起议事和表态，当面登记村民。',
    en: 'Tao Yongming, Party secretary and village director: publishes, opens debates and votes, lets phones in.',
  },
  {
    person: 'li-guoqiang',
    role: 'supervisor',
    zh: '李国强，村务监督委员会主任：公开之前先看账，处理对公开内容的异议。',
    en: 'Li Guoqiang, head of the supervisory committee: checks accounts before publication and follows up objections.',
  },
  {
    person: 'chen-xiaolin',
    role: 'committee',
    zh: '陈晓琳，村委会委员：管医保、快递点和广场；不是户代表，路的表态她能投，户数算父亲陈开明那一票。',
    en: 'Chen Xiaolin, committee member; may vote on the road, but her father’s ballot stands for their household.',
  },
  {
    person: 'zhao-xiaoling',
    role: 'grid',
    zh: '赵小玲，网格员：联系三组全组和四组前六户，共18户，替没有手机的老人代办。',
    en: 'Zhao Xiaoling, grid worker for 18 households; helps elders who have no phone.',
  },
  {
    person: 'wang-minghui',
    role: 'away',
    zh: '王明辉，在东莞务工，全家在外：在远处看公开、议事、投票，是本户的代表。',
    en: 'Wang Minghui, working in Dongguan: follows, debates and votes for his household from afar.',
  },
  {
    person: 'zhang-wanfu',
    role: 'villager',
    zh: '张万福，三组村民：家里的梯田挨着要拓宽的路，还没有表态。',
    en: 'Zhang Wanfu, villager of the third group: his terraces lie beside the road; he has not voted yet.',
  },
]
