import { deviceRevoked } from '#rulebook/roster.ts'
import type { FullVillage } from '#support/full-village.ts'
import type { Villager } from '#support/journey.ts'
import { accepted } from '#support/village.ts'
import { speak } from './deeds.ts'
import { ask, idOf, take, takeApproval, type Shown } from './joining-deeds.ts'
import { heading, press, type Phones, type State } from './state.ts'

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
