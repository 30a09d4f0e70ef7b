import type { FullVillage } from '#support/full-village.ts'
import { paint, painted } from '#support/pictures.ts'
import { speak } from './deeds.ts'
import { press, type Phones, type State } from './state.ts'

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
    name: 'a step of 四议两公开 that is being recorded, with what is missing in it',
    who: secretary,
    async open() {
      await secretary.goto(`/threads/${thread}/step`)
      await secretary.page().getByLabel('应到多少人').fill('许多')
      await press(secretary, '下一步：查看')
      await secretary.page().getByText('请写 0 到 100000 的整数。').first().waitFor()
    },
  },
  {
    name: 'the result of a vote as a sheet to print',
    who: secretary,
    async open() {
      await secretary.goto(`/threads/${thread}/votes/${votes.settled}/sheets`)
      await secretary.page().getByLabel('结果单').check({ force: true })
      await secretary
        .page()
        .getByText(/^票箱共 \d+ 行/)
        .waitFor()
    },
  },
  {
    name: 'ballots to print',
    who: secretary,
    async open() {
      await secretary.goto(`/threads/${thread}/votes/${votes.open}/sheets`)
      await secretary.page().getByRole('radio', { name: /^选票/ }).check({ force: true })
      await secretary.page().getByText('监票人签名').first().waitFor()
    },
  },
  {
    name: 'steps that were held, failed and held anew',
    who: secretary,
    async open() {
      await secretary.goto(`/threads/${thread}`)
      await secretary.page().getByText('以前的记录').click()
      await secretary.page().getByText('先量地。').waitFor()
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
      const input = wang.page().getByLabel('图片或文件', { exact: true })
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
      await wang.page().getByText('附件村里已收到').waitFor()
    },
  },
  {
    name: 'a picture, opened large, that its author has not handed in yet',
    who: wang,
    isDialog: true,
    async open() {
      await wang.page().getByRole('button', { name: '路边的水沟 看大图 · 88 KB' }).click()
      await wang.page().getByText('发言的人还没有把它传上来').waitFor()
    },
  },
]
