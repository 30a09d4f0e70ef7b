// What is done on the screens while the road of 陶坝村 is talked over, voted on and built.
import type { Count } from '#rulebook/count.ts'
import { draftHolds, typeAt } from './drafting-deeds.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import { stepRecorded } from '#rulebook/step.ts'
import { caughtUp, type JourneyVillage, type Villager } from '#support/journey.ts'
import { step } from '#support/texts.ts'
import { accepted, DAY, HOUR } from '#support/village.ts'
import type { Neighbour } from './road-village.ts'
import { fill, heading, press, seen } from './state.ts'

const follow = (who: Villager, name: string | RegExp) =>
  who.page().getByRole('link', { name, exact: true }).click({ timeout: 60_000 })
/** A day as the browser's own field takes it, in the village's time. */
const day = (at: number) => new Date(at + 8 * HOUR).toISOString().slice(0, 10)
const idIn = async (who: Villager, path: RegExp) => {
  await who.page().waitForURL(path)
  return path.exec(who.page().url())![1]!
}

/** The secretary, and the supervisor who signs after him. */
interface Cadres {
  tao: Villager
  li: Villager
}

/** A cadre puts the matter; gives its id. */
export async function putTheMatter(who: Villager): Promise<string> {
  await who.goto('/threads/new')
  await fill(who, '什么事', '修路')
  await fill(who, '说说情况', '村口到后坝三里路，会车要倒两百米。想加宽到5.5米。')
  await who
    .page()
    .getByLabel(/^修路、水、电/)
    .check()
  await press(who, '下一步：查看')
  await press(who, '没有问题，下一步')
  await press(who, '递交，有网就送到村里')
  await seen(who, '村里已收到')
  await follow(who, '看这件事')
  await heading(who, '修路')
  return idIn(who, /threads\/([0-9a-f]{64})/)
}

/** The branch, both committees and the Party members have met, on paper; two cadres stand behind each. */
export async function threeMeetings({ village: v }: JourneyVillage, thread: string) {
  let before: string | undefined
  for (const name of ['proposed', 'consulted', 'examined'] as const) {
    const refs = before ? [thread, before] : [thread]
    const { id } = await accepted(v.say('何委员', stepRecorded, step(name, v.clock.now), refs))
    await accepted(v.say('陶书记', entryCosigned, {}, [thread, id]))
    before = id
  }
}

/** Opens the vote of the villagers' meeting, which hung on the board for ten days; gives its id. */
export async function openTheVote(who: Villager, v: JourneyVillage, thread: string): Promise<string> {
  await who.goto(`/threads/${thread}/vote`)
  await fill(who, '要大家决定什么', '村口到后坝的路加宽到5.5米')
  await who
    .page()
    .getByRole('group', { name: '按什么规矩' })
    .getByLabel(/^村民会议/)
    .check({ force: true })
  await who.page().getByLabel('18岁以上村民，一人一票', { exact: true }).check({ force: true })
  await fill(who, '哪天起在村里张贴了通知', day(v.clock.now - 10 * DAY))
  await who.page().getByLabel(/^3 天/).first().check({ force: true })
  await press(who, '下一步：查看')
  await press(who, '没有问题，下一步')
  await press(who, '发起，有网就送到村里')
  await seen(who, '村里已收到')
  await follow(who, '看这次投票')
  return idIn(who, /votes\/([0-9a-f]{64})/)
}

/** Enters nine ballots from the room: six in favour, two against, one abstention. */
export async function enterPaper(who: Villager, thread: string, vote: string, people: readonly Neighbour[]) {
  const page = who.page()
  await who.goto(`/threads/${thread}/votes/${vote}/paper`)
  await follow(who, '录入纸票、举手票')
  await heading(who, '录入会场上的票')
  await page.getByLabel('纸票').check({ force: true })
  await page.getByLabel('见证人').selectOption({ label: '李监督 · 监督委员' })
  await page.getByText(/^三组：/).click()
  for (const [n, { name }] of people.entries())
    await page
      .getByLabel(new RegExp(`^${name}(?!妻|子)`))
      .selectOption({ label: n < 6 ? '赞成' : n < 8 ? '反对' : '弃权' })
  await press(who, '下一步：查看')
  await seen(who, '合计：赞成 6、反对 2、弃权 1')
  await press(who, '没有问题，下一步')
  await press(who, '录入，有网就送到村里')
  await seen(who, '村里已收到')
}
export async function witnessPaper(who: Villager, thread: string, vote: string) {
  await who.goto(`/threads/${thread}/votes/${vote}/paper`)
  await press(who, '我在场，都对，签名见证')
  await seen(who, '李监督已见证，一起计票')
}

/** Publishes what the vote came to, as this phone counted it; the supervisor compares and signs. */
export async function publishOutcome({ tao, li }: Cadres, thread: string, vote: string, due: number) {
  await tao.goto(`/threads/${thread}/votes/${vote}`)
  await follow(tao, '公布结果')
  await fill(tao, '决定', '腊月前把路加宽到5.5米，占地照评估补。')
  await tao.page().getByLabel('谁负责').selectOption({ label: '何委员 · 村委委员' })
  await tao
    .page()
    .getByLabel(/^什么时候办完/)
    .fill(day(due))
  await press(tao, '下一步：查看')
  await press(tao, '没有问题，下一步')
  await press(tao, '公布，有网就送到村里')
  await seen(tao, '村里已收到')
  await li.goto(`/threads/${thread}/votes/${vote}`)
  await seen(li, '腊月前把路加宽到5.5米，占地照评估补。')
  await press(li, '核对过了，会签')
  await seen(li, '李监督会签，已经生效')
}

/** Records the next of the six steps on the screen; the supervisor stands behind it. `at`: where the form has no day. */
export async function recordStep(
  { tao, li }: Cadres,
  thread: string,
  [name, text]: [name: string, text: string],
  at?: number,
) {
  await tao.goto(`/threads/${thread}`)
  await follow(tao, '记录这一步')
  const says = tao.page().getByLabel('会上怎么说', { exact: true })
  await says.or(tao.page().getByLabel('公开了什么', { exact: true })).fill(text)
  if (at !== undefined) await fill(tao, '哪一天', day(at))
  await press(tao, '下一步：查看')
  await press(tao, '没有问题，下一步')
  await press(tao, '记录，有网就送到村里')
  await seen(tao, '村里已收到')
  await li.goto(`/threads/${thread}`)
  await seen(li, text)
  const sign = li.page().getByRole('button', { name: `核对过了，会签 ${name}`, exact: true })
  await sign.click()
  await sign.waitFor({ state: 'detached', timeout: 60_000 })
  await caughtUp(li)
}

/** Two write the minutes at the same time, both without network; the chair signs them, and the supervisor too. */
export async function writeMinutes({ tao, li, he }: Cadres & { he: Villager }, thread: string) {
  const said = ['大家商定：', '加宽到5.5米。', '占地照评估补。'] as const
  for (const who of [tao, he]) {
    await who.goto(`/threads/${thread}/minutes/draft`)
    await seen(who, '连着村里，写的马上合到一起')
  }
  await typeAt(tao, 'Control+End', said[1])
  await draftHolds(he, said[1])
  await tao.offline()
  await he.offline()
  await typeAt(tao, 'Control+Home', said[0])
  await typeAt(he, 'Control+End', said[2])
  await tao.online()
  await he.online()
  await draftHolds(tao, said.join(''))
  await draftHolds(he, said.join(''))
  await press(tao, '拿去签署')
  await tao.page().getByLabel('占了我家的地，怎么补要先说清。').check()
  await press(tao, '签署纪要，有网就送到村里')
  await tao
    .page()
    .getByRole('link', { name: said.join('') })
    .click({ timeout: 60_000 })
  await seen(tao, '等监督委员会签，会签以后生效')
  await li.goto('/')
  const asked = li.page().getByRole('listitem').filter({ hasText: '会议纪要，请您看过、会签' })
  await asked.getByRole('link').click({ timeout: 60_000 })
  await press(li, '看过了，会签')
  await seen(tao, '李监督会签，已经生效')
}

/** Says how far the work is. */
export async function report(
  who: Villager,
  thread: string,
  vote: string,
  how: number | 'done',
  text: string,
) {
  await who.goto(`/threads/${thread}/votes/${vote}`)
  await press(who, '报告办理情况')
  if (how === 'done') await who.page().getByLabel('办完了').check()
  else await fill(who, '办了百分之几', String(how))
  await fill(who, '说明', text)
  await press(who, '递交，有网就送到村里')
  await seen(who, text)
}

type Said = Pick<Count, 'choices' | 'present' | 'eligible' | 'alternatives' | 'byHousehold' | 'ways' | 'late'>
/** The sentences in which a screen says a count; the same for whoever counted. */
export function sentencesOf({
  choices,
  present,
  eligible,
  alternatives,
  byHousehold,
  ways,
  late,
}: Said): string[] {
  const [favour, against, abstain] = byHousehold!.choices
  const unit = { adult: '人', household: '户' } as Record<string, string>
  return [
    `通过：赞成 ${favour} 户，参加的共 ${byHousehold!.present} 户。`,
    ...alternatives.map(({ basis, present: there, needed, missing }) => {
      const of = unit[basis]!
      return `参加 ${there} ${of}，要 ${needed} ${of}才作数，${missing ? `还差 ${missing} ${of}` : '够了'}。`
    }),
    `已投 ${present} 人，名册上共 ${eligible} 人`,
    `怎么投的：手机 ${ways.phone}、代投 ${ways.proxy}、纸票 ${ways.paper}`,
    `所以按户的代表投的算：赞成 ${favour} 户、反对 ${against} 户、弃权 ${abstain} 户。`,
    `其中 ${late} 人的票是截止前投、截止后送到的`,
    ...choices.map((n, at) => `${['赞成', '反对', '弃权'][at]} ${n} 人`),
  ]
}
/** All that a phone says of a vote that it has counted itself, in one line. */
export async function countOn(who: Villager, thread: string, vote: string): Promise<string> {
  await who.goto(`/threads/${thread}/votes/${vote}`)
  await who.page().getByText('这部手机已经自己重新计过票。').waitFor({ timeout: 60_000 })
  return (await who.page().locator('main').innerText()).replace(/\s+/g, ' ')
}
