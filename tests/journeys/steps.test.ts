// 四议两公开: a matter goes its six steps, on paper and in the hall, and everyone can look them up.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rulebookAdopted } from '#rulebook/roster.ts'
import { openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { paint, painted } from '#support/pictures.ts'
import { accepted, DAY } from '#support/village.ts'
import { openDebate } from './deeds.ts'
import { fill, heading, press, seen } from './state.ts'

let v: JourneyVillage
let tao: Villager
let li: Villager
let wang: Villager
let thread: string
beforeAll(async () => {
  v = await openVillage()
  thread = await openDebate(v)
  await accepted(v.village.say('陶书记', rulebookAdopted, { rulebook: 2 }))
  tao = await v.join('陶书记')
  li = await v.join('李监督')
  wang = await v.join('王大婶')
}, 120_000)
afterAll(() => v?.close())

/** A day as the browser's own field takes it, in the village's time. */
const day = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)
type Figures = [should: number, did: number, favour: number, against: number, abstain: number]
async function figures(who: Villager, numbers: Figures) {
  const labels = ['应到多少人', '实到多少人', '赞成', '反对', '弃权']
  for (const [n, label] of labels.entries()) await fill(who, label, String(numbers[n]))
}
async function sendStep(who: Villager) {
  await press(who, '没有问题，下一步')
  await press(who, '记录，有网就送到村里')
  await heading(who, '回执')
}
async function openMatter(who: Villager) {
  await who.goto(`/threads/${thread}`)
  await heading(who, '村口的路')
}

it('the branch proposes: recorded from paper, cosigned by who was there, read by everyone', async () => {
  await openMatter(tao)
  await tao.page().getByRole('link', { name: '按四议两公开办' }).click()
  await seen(tao, '第一步 党支部会提议')
  await press(tao, '下一步：查看')
  await seen(tao, '请写 0 到 100000 的整数。')
  await figures(tao, [7, 8, 5, 1, 0])
  await fill(tao, '会上怎么说', '路太窄，提议加宽。')
  await press(tao, '下一步：查看')
  await seen(tao, '实到不能多于应到，应到不能是 0。')
  await figures(tao, [7, 6, 5, 2, 0])
  await press(tao, '下一步：查看')
  await seen(tao, '赞成、反对、弃权加起来不能多于实到。')
  await figures(tao, [7, 6, 5, 1, 0])
  await tao.page().getByLabel('谁主持').selectOption({ label: '陶书记 · 村支书' })
  await fill(tao, '哪一天', day(v.clock.now + 2 * DAY))
  await press(tao, '下一步：查看')
  await seen(tao, '请选这一步是哪一天：不早于前一步，不晚于今天。')
  await fill(tao, '哪一天', day(v.clock.now - 6 * DAY))
  const paper = painted(await tao.page().evaluate(paint, { width: 320, height: 240 }))
  const file = { name: '1.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(paper) }
  await tao.page().getByLabel('图片或文件', { exact: true }).setInputFiles(file)
  await tao.page().getByLabel('图片 1 里是什么').fill('支部会的记录')
  await press(tao, '下一步：查看')
  await seen(tao, '按规矩，这样算通过。')
  await sendStep(tao)
  await seen(tao, '村里已收到')

  await wang.goto(`/threads/${thread}`)
  await seen(wang, '应到 7，实到 6；赞成 5，反对 1，弃权 0')
  await seen(wang, /补录：.+ 才记上/)
  await seen(wang, '等另一名干部会签')
  await wang
    .page()
    .getByRole('button', { name: /支部会的记录 看大图/ })
    .waitFor({ timeout: 60_000 })
  expect(
    await wang
      .page()
      .getByRole('button', { name: /^核对过了，会签/ })
      .count(),
  ).toBe(0)
  expect(await wang.page().getByRole('link', { name: '记录这一步' }).count()).toBe(0)

  await li.goto('/')
  const asked = li.page().getByRole('listitem').filter({ hasText: '四议两公开的一步，请您核对、会签' })
  await asked.getByRole('link').click({ timeout: 60_000 })
  await press(li, /^核对过了，会签/)
  await seen(wang, '李监督会签，已经生效')
})

it('a step that failed leads no further, is held anew without coverage, and the way goes on', async () => {
  await openMatter(tao)
  await tao.page().getByRole('link', { name: '记录这一步' }).click()
  await seen(tao, '第二步 “两委”会商议')
  await figures(tao, [9, 5, 2, 3, 0])
  await fill(tao, '会上怎么说', '先量地再说。')
  await press(tao, '下一步：查看')
  await seen(tao, '按规矩，这样没有通过，不能走下一步。')
  await sendStep(tao)
  await seen(tao, '村里已收到')
  await seen(wang, '没有通过，要重新开')
  await openMatter(tao)
  expect(await tao.page().getByRole('link', { name: '记录这一步' }).count()).toBe(0)

  await tao.offline()
  await tao.page().getByRole('link', { name: '重新记录' }).last().click()
  await figures(tao, [9, 7, 6, 1, 0])
  await fill(tao, '会上怎么说', '地量好了，同意。')
  await press(tao, '下一步：查看')
  await sendStep(tao)
  await seen(tao, '已存手机')
  await tao.page().getByRole('link', { name: '看这件事' }).click()
  await tao.page().getByRole('link', { name: '记录这一步' }).waitFor()
  await tao.online()
  await seen(wang, '地量好了，同意。')
  await wang.page().getByText('以前的记录').click()
  await seen(wang, '先量地再说。')
  const marks = wang.page().locator('.step').nth(2).getByText('下一步')
  await marks.waitFor()
})

it('the minutes name each step that was held', async () => {
  await wang.goto(`/threads/${thread}/minutes`)
  await wang.page().getByRole('heading', { name: '党支部会提议' }).waitFor({ timeout: 60_000 })
  await seen(wang, '陶书记记录 · 李监督会签，已经生效')
})
