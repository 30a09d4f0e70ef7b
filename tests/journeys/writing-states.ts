import type { FullVillage } from '#support/full-village.ts'
import type { Villager } from '#support/journey.ts'
import { fill, heading, press, type Phones, type State } from './state.ts'

const LONG = '会车要倒两百米，占地的几户怎么补，请大家说。' + 'https://example.cn/' + 'abcdefghij'.repeat(8)

/** Writing, in four steps on one page: `write` fills the form, `hand` is what the last button says. */
function writing(
  what: string,
  who: Villager,
  o: {
    at: string
    wrong?: string
    write: () => Promise<void>
    check?: string
    confirm: string
    hand: RegExp | string
    done: string
  },
): State[] {
  const opened = async () => {
    await who.goto(o.at)
    await who.page().getByRole('button', { name: '下一步：查看' }).waitFor()
  }
  const { wrong } = o
  const faulty: State = {
    name: `${what}: what is missing in the form`,
    who,
    async open() {
      await opened()
      await press(who, '下一步：查看')
      await who.page().getByText(wrong!).first().waitFor()
    },
  }
  const check: State = {
    name: `${what}: check`,
    who,
    async open() {
      if (!wrong) await opened()
      await o.write()
      await press(who, '下一步：查看')
      await heading(who, o.check ?? '查看')
    },
  }
  const confirm: State = {
    name: `${what}: confirm`,
    who,
    async open() {
      await press(who, '没有问题，下一步')
      await heading(who, o.confirm)
    },
  }
  const receipt: State = {
    name: `${what}: receipt`,
    who,
    async open() {
      await press(who, o.hand)
      await heading(who, '回执')
      await who.page().getByText(o.done).waitFor()
      await who.page().getByText('村里已收到').first().waitFor()
    },
  }
  return [...(wrong ? [faulty] : []), check, confirm, receipt]
}

export const writingNotice = ({ secretary }: Phones): State[] =>
  writing('a notice', secretary, {
    at: '/notices/write',
    wrong: '请写标题',
    async write() {
      await fill(secretary, '标题', '晒场周日上午整修')
      await fill(secretary, '正文', LONG)
    },
    check: '查看公告',
    confirm: '确认发布',
    hand: /^发布，/,
    done: '公告已经写好',
  })

export const writingThread = ({ secretary }: Phones): State[] =>
  writing('a debate', secretary, {
    at: '/threads/new',
    wrong: '请写一句话，不超过60字。',
    async write() {
      await fill(secretary, '什么事', '晒场要不要加一圈栏杆')
      await fill(secretary, '说说情况', LONG)
    },
    confirm: '确认',
    hand: /^递交，/,
    done: '这件事已经写好',
  })

export const openingVote = ({ secretary }: Phones, { thread }: FullVillage): State[] =>
  writing('the opening of a vote', secretary, {
    at: `/threads/${thread}/vote`,
    wrong: '请写一个问题，不超过200字。',
    async write() {
      await fill(secretary, '要大家决定什么', '会车台修在哪里')
      await fill(secretary, '为什么再投一次', '路宽定了，会车台还没有定。')
      await secretary.page().getByLabel('几项里选几项', { exact: true }).check({ force: true })
      await fill(secretary, '选项', '老槐树下面\n供销社门口那块空地，占王家半分地\n不修')
      await fill(secretary, '最多选几项', '2')
    },
    confirm: '确认',
    hand: /^发起，/,
    done: '投票已经写好',
  })

export const openingList = ({ secretary }: Phones, { thread }: FullVillage): State[] =>
  writing('the opening of a sign-up list', secretary, {
    at: `/threads/${thread}/vote`,
    async write() {
      await secretary.page().getByLabel('接龙，报名到一个数', { exact: true }).check({ force: true })
      await fill(secretary, '接龙什么事', '周六清水沟')
      await fill(secretary, '目标多少', '30')
      await fill(secretary, '按什么算', '个工')
    },
    confirm: '确认',
    hand: /^发起，/,
    done: '投票已经写好',
  })

export const seekingTime = ({ secretary }: Phones, { thread }: FullVillage): State[] => [
  {
    name: 'the search for a time: what is missing in the form',
    who: secretary,
    async open() {
      await secretary.goto(`/threads/${thread}/vote`)
      await secretary.page().getByLabel('约时间，看哪天大家行', { exact: true }).check({ force: true })
      await fill(secretary, '第 1 个时间', '2030-01-01T09:00')
      await press(secretary, '下一步：查看')
      await secretary.page().getByText('请选 2 到 12 个不同的时间，都在截止以后。').waitFor()
    },
  },
]

export const joiningList = ({ wang }: Phones, { thread, votes }: FullVillage): State[] =>
  writing('a line on a list', wang, {
    at: `/threads/${thread}/votes/${votes.list}?step=write`,
    wrong: '请选 1 项。',
    async write() {
      await wang.page().getByLabel('报名', { exact: true }).check({ force: true })
      await fill(wang, '报多少（个工）', '2')
      await fill(wang, '留一句话（可不写）', LONG)
    },
    confirm: '确认',
    hand: /^递交，/,
    done: '写好了，签了名。',
  })

export const answeringTimes = ({ wang }: Phones, { thread, votes }: FullVillage): State[] =>
  writing('answers for times', wang, {
    at: `/threads/${thread}/votes/${votes.times}?step=write`,
    wrong: '请选一样。',
    async write() {
      for (const [n, answer] of ['可以', '勉强可以', '不行'].entries())
        await wang.page().getByLabel(answer, { exact: true }).nth(n).check({ force: true })
    },
    confirm: '确认',
    hand: /^递交，/,
    done: '写好了，签了名。',
  })

export const casting = ({ wang }: Phones, { thread, votes }: FullVillage): State[] => {
  const at = `/threads/${thread}/votes/${votes.open}?step=write`
  return writing('a ballot', wang, {
    at,
    wrong: '请选 1 项。',
    write: () => wang.page().getByLabel('赞成', { exact: true }).check({ force: true }),
    confirm: '确认投票',
    hand: /^投票，/,
    done: '您的票已经投好',
  })
}

export const enteringPaper = ({ secretary }: Phones, { thread, votes }: FullVillage): State[] =>
  writing('ballots from the room', secretary, {
    at: `/threads/${thread}/votes/${votes.open}/paper?step=write`,
    wrong: '请至少录一个人的票。',
    async write() {
      const page = secretary.page()
      await page.getByLabel('见证人', { exact: true }).selectOption({ label: '李监督 · 监督委员' })
      await page.getByText(/^一组：/).click()
      await page.getByLabel(/^罗二哥/).selectOption({ label: '弃权' })
    },
    confirm: '确认',
    hand: /^录入，/,
    done: '已经录好，签了名。',
  })

export const entrusting = ({ wang }: Phones, { thread, votes }: FullVillage): State[] =>
  writing('a ballot entrusted to another', wang, {
    at: `/threads/${thread}/votes/${votes.open}/mandates?step=write&how=ask`,
    wrong: '请选一位代投的人。',
    write: () => wang.page().getByLabel('罗二哥').check({ force: true }),
    confirm: '确认',
    hand: '签名，请他代投',
    done: '委托写好了。',
  })

export const entrustingOnPaper = ({ wang }: Phones, { thread, votes }: FullVillage): State[] => [
  {
    name: 'a mandate on paper: what is missing in the form',
    who: wang,
    async open() {
      await wang.goto(`/threads/${thread}/votes/${votes.open}/mandates?step=write&how=paper`)
      await press(wang, '下一步：查看')
      await wang.page().getByText('请让他签名，或者录下他的同意，或者拍下他签了名的纸。').waitFor()
    },
  },
]
