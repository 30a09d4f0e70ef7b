import { deviceRevoked } from '#rulebook/roster.ts'
import type { FullVillage } from '#support/full-village.ts'
import type { Villager } from '#support/journey.ts'
import { paint, painted } from '#support/pictures.ts'
import { accepted } from '#support/village.ts'
import { speak } from './deeds.ts'
import { ask, idOf, take, takeApproval, type Shown } from './joining-deeds.ts'
import { heading, press, type Phones, type State } from './state.ts'

export const smallThings = ({ wang, secretary }: Phones, { thread, locked, votes }: FullVillage): State[] => [
  {
    name: 'an opened reply form',
    who: wang,
    async open() {
      await wang.goto(`/threads/${thread}`)
      await wang.page().getByRole('button', { name: /^回复/ }).first().click()
      await wang.page().getByLabel(/^回复/).and(wang.page().locator('textarea')).waitFor()
    },
  },
  {
    name: 'what a comment said before, and the form in which it is changed',
    who: wang,
    async open() {
      await wang.goto(`/threads/${thread}`)
      await speak(wang, '沟也要留。')
      await wang.page().getByText('改过').first().click()
      await wang.page().getByRole('button', { name: '改这条' }).last().click()
      await wang.page().getByLabel('改成').waitFor()
    },
  },
  {
    name: 'the form in which a comment is withdrawn, and what is missing in it',
    who: wang,
    async open() {
      await press(wang, '不写了')
      await wang.page().getByRole('button', { name: '撤回' }).last().click()
      await press(wang, '撤回这条发言')
      await wang.page().getByText('请写原因，不超过200字。').waitFor()
    },
  },
  {
    name: 'the form in which a comment is reported',
    who: wang,
    async open() {
      await wang.goto(`/threads/${thread}`)
      await wang.page().getByRole('button', { name: /^举报/ }).first().click()
      await wang.page().getByText('为什么举报').waitFor()
    },
  },
  {
    name: 'how a matter was put before, and the form in which it is put anew',
    who: secretary,
    async open() {
      await secretary.goto(`/threads/${thread}`)
      await secretary.page().getByText('改动 1 次，查看').click()
      await press(secretary, '改写情况')
      await secretary.page().getByLabel('改了什么').waitFor()
      await press(secretary, '改好了，递交')
      await secretary.page().getByText('请写改了什么，不超过200字。').waitFor()
    },
  },
  {
    name: 'a debate that is closed, what was said meanwhile, and the form in which it is opened again',
    who: secretary,
    async open() {
      await secretary.goto(`/threads/${locked}`)
      await secretary.page().getByText('锁上期间说的 1 条，不算在记录里').click()
      await press(secretary, '重新打开')
      await secretary.page().getByLabel('为什么重新打开').waitFor()
    },
  },
  {
    name: 'an outcome with its reports, and the form for another',
    who: secretary,
    async open() {
      await secretary.goto(`/threads/${thread}/votes/${votes.settled}`)
      await press(secretary, '报告办理情况')
      await secretary.page().getByLabel('办了百分之几').fill('')
      await press(secretary, '递交，有网就送到村里')
      await secretary.page().getByText('请写说明，不超过500字。').waitFor()
    },
  },
  {
    name: 'comments that are hidden or to be hidden, and the form in which one is proposed',
    who: secretary,
    async open() {
      await secretary.goto(`/threads/${thread}`)
      await secretary.page().getByRole('button', { name: '会签隐藏' }).waitFor()
      await secretary.page().getByRole('button', { name: /^隐藏/ }).first().click()
      await press(secretary, '提出隐藏，有网就送到村里')
      await secretary.page().getByText('请写说明，不超过200字。').waitFor()
    },
  },
  {
    name: 'an outcome that is being written, with what is missing in it',
    who: secretary,
    async open() {
      await secretary.goto(`/threads/${thread}/votes/${votes.closed}/outcome`)
      await secretary
        .page()
        .getByLabel(/^多少钱/)
        .fill('许多')
      await press(secretary, '下一步：查看')
      await secretary.page().getByText('请写数字，例如 12000 或者 85.5。').waitFor()
    },
  },
  {
    name: 'the sync sheet',
    who: wang,
    isDialog: true,
    async open() {
      await wang
        .page()
        .getByRole('button', { name: /已同步/ })
        .click()
      await wang.page().getByRole('dialog', { name: '和村里同步' }).waitFor()
      await press(wang, '现在同步')
      await wang.page().getByText('全部送到，村里都收到了。').waitFor()
    },
  },
  {
    name: 'a comment that is being written with a picture, and a file that is none',
    who: wang,
    async open() {
      await wang.goto(`/threads/${thread}`)
      const input = wang.page().getByLabel('图片', { exact: true })
      const jpeg = painted(await wang.page().evaluate(paint, { width: 320, height: 240 }))
      await input.setInputFiles({ name: '1.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(jpeg) })
      await wang.page().getByLabel('图片 1 里是什么').fill('田埂边的水沟，从老学堂一直到村口的桥头')
      await input.setInputFiles({ name: '2.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('字') })
      await wang.page().getByText('这个文件不是图片').waitFor()
    },
  },
  {
    name: 'a comment with pictures, one of them on the phone of who wrote it',
    who: wang,
    async open() {
      await speak(wang, '照片在这里。')
      await wang.page().getByRole('button', { name: '路边的水沟 看大图 · 88 KB' }).waitFor()
      await wang.page().getByText('图片村里已收到').waitFor()
    },
  },
  {
    name: 'a picture, opened large, that its author has not handed in yet',
    who: wang,
    isDialog: true,
    async open() {
      await wang.page().getByRole('button', { name: '路边的水沟 看大图 · 88 KB' }).click()
      await wang.page().getByText('发言的人还没有把图片传上来').waitFor()
    },
  },
]

/** The three steps of who joins, and the four of who admits him, beside each other. */
export function joining({ secretary, fresh }: Phones): State[] {
  let request: Shown
  return [
    {
      name: 'joining, step 2: the form',
      who: fresh,
      async open() {
        await fresh.goto('/join')
        await press(fresh, '下一步')
        await press(fresh, '出示我的二维码')
        await fresh.page().getByText('请填姓名').waitFor()
        // The deed that follows begins with the first step.
        await fresh.page().getByLabel('您的姓名').waitFor()
      },
    },
    {
      name: 'joining, step 2: the code of the request, and its text',
      who: fresh,
      async open() {
        await fresh.goto('/join')
        request = await ask(fresh, '王大婶婶')
      },
    },
    {
      name: 'admitting, step 2: whose request it is',
      who: secretary,
      async open() {
        await secretary.goto('/roster/admit')
        await take(secretary, '村民发来的申请文字', [request.text])
        await heading(secretary, '他是花名册里的哪一位？')
      },
    },
    {
      name: 'admitting, step 3: the check face to face',
      who: secretary,
      async open() {
        await press(secretary, '选他 王大婶')
        await heading(secretary, '当面核对')
        await secretary.page().getByText('申请上的名字和花名册不一样').waitFor()
        await secretary.page().getByText('他现在的手机').waitFor()
      },
    },
    {
      name: 'admitting, step 4: the code of the approval, and its text',
      who: secretary,
      async open() {
        await press(secretary, '登记这部手机')
        await heading(secretary, '给村民扫这个码')
        await secretary.page().getByText('不方便扫？把文字发给他').click()
      },
    },
    {
      name: 'joining, step 3: the welcome',
      who: fresh,
      async open() {
        await takeApproval(fresh, [await secretary.page().getByLabel('批准文字').inputValue()])
        await heading(fresh, '加入好了')
        await fresh.page().getByText('您是：王大婶').waitFor()
      },
    },
  ]
}

/** A phone that is revoked while something on it was not handed in, and then asks anew. */
export const revoked = ({ wang }: Phones, { v, thread }: FullVillage): State[] => [
  {
    name: 'a revoked phone',
    who: wang,
    async open() {
      const device = await idOf(wang)
      await wang.goto(`/threads/${thread}`)
      await wang.page().getByLabel('您的话').waitFor()
      await wang.offline()
      await speak(wang, '只在这部手机上的一句话。')
      await accepted(v.village.say('陶书记', deviceRevoked, { device, reason: '手机丢了' }))
      await wang.online()
      await wang.goto('/')
      await heading(wang, '这部手机已被停用')
      await wang.page().getByText('有 1 条还没有递交').waitFor()
    },
  },
  {
    name: 'a revoked phone that asks anew',
    who: wang,
    async open() {
      await press(wang, '重新申请加入')
      await wang.page().getByRole('img', { name: '我的加入申请二维码' }).waitFor()
      await wang.page().getByText('只在这部手机上的一句话。').waitFor()
    },
  },
]

/** Where the app cannot run, and where its storage does not answer. */
export const threshold = ({ poor }: Phones): State[] => {
  const unfit = (lack: string, title: string): State => ({
    name: `a browser without ${lack}`,
    who: poor,
    async open() {
      await poor.goto(`/?lacks=${lack}`)
      await heading(poor, title)
    },
  })
  return [
    unfit('https', '这个地址不安全，乡音不能打开'),
    unfit('webcrypto', '这个浏览器不能签名'),
    unfit('indexeddb', '这部手机上的浏览器打不开乡音'),
    unfit('answer', '手机存储没有回应'),
    {
      name: 'storage without an answer: asked whether to clear it',
      who: poor,
      async open() {
        await press(poor, '清空本机，重新收取')
        await poor.page().getByText('确定清空吗？').waitFor()
      },
    },
  ]
}

/** Takes from a phone's pages what their address says they lack, before anything of the app runs. */
export const makePoor = ({ page }: Villager): Promise<unknown> =>
  page().addInitScript(() => {
    const without = (of: object, name: string, value: unknown) =>
      Object.defineProperty(of, name, { configurable: true, value })
    const lack = new URLSearchParams(location.search).get('lacks')
    if (lack === 'https') without(globalThis, 'isSecureContext', false)
    if (lack === 'webcrypto') without(Crypto.prototype, 'subtle', undefined)
    if (lack === 'indexeddb') without(globalThis, 'indexedDB', undefined)
    if (lack === 'answer') without(IDBFactory.prototype, 'open', () => new EventTarget())
  })
