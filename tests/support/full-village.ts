import { noticeCorrected, noticePublished } from '#rulebook/notice.ts'
import { commentChanged, commentSupported, commentWithdrawn } from '#rulebook/comment.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import { mandateGiven } from '#rulebook/mandate.ts'
import { minutesObjected, minutesSigned } from '#rulebook/minutes.ts'
import { commentHidden, hidingAppealed } from '#rulebook/moderation.ts'
import { executionReported, outcomePublished } from '#rulebook/outcome.ts'
import { roleGranted, rulebookAdopted } from '#rulebook/roster.ts'
import { stepRecorded } from '#rulebook/step.ts'
import { commentAssisted, commentPosted, threadEdited, threadLocked, threadOpened } from '#rulebook/thread.ts'
import { ballotsPapered, ballotsWitnessed } from '#rulebook/paper.ts'
import { ballotCast, voteOpened } from '#rulebook/vote.ts'
import { caughtUp, openVillage, type JourneyVillage, type Villager } from './journey.ts'
import { notice, picture, step, vote } from './texts.ts'
import { accepted, DAY, HOUR, HOUSEHOLDS, SOMEONE } from './village.ts'
import type { Screen } from './screens.ts'

/** A village with a little of everything on its screens, and where each of them is. */
export interface FullVillage {
  v: JourneyVillage
  notices: { plain: string; corrected: string }
  thread: string
  /** Minutes of it, cosigned and objected to. */
  minutes: string
  /** A debate that was closed, with a word that came after. */
  locked: string
  /** `settled`: with an outcome that was cosigned and is being carried out. `list`: to sign up on. `planned`: opens later. */
  votes: Record<'open' | 'closed' | 'settled' | 'fresh' | 'list' | 'times' | 'planned', string>
}

const LONG = '这一段特别长，为的是看换行：https://example.cn/' + 'abcdefghij'.repeat(12)

export async function openFullVillage(): Promise<FullVillage> {
  const v = await openVillage()
  const { say } = v.village
  const id = async (offered: ReturnType<typeof say>) => (await accepted(offered)).id
  const showUntil = v.clock.now + 60 * DAY

  const plain = await id(say('陶书记', noticePublished, notice('修水管，九点到十一点停水。', { showUntil })))
  const list = notice(`名单已经贴出。${LONG}`, { sort: 'affairs', title: '低保名单公示', showUntil })
  const corrected = await id(say('何委员', noticePublished, list))
  const better = { ...list, text: `名单已经改正。${LONG}`, pinned: true, reason: '名字写错了一个' }
  await accepted(say('何委员', noticeCorrected, better, [corrected]))

  const matter = {
    title: '村口的路要不要加宽',
    text: '会车要倒两百米。占地的几户怎么补，请大家说。',
    matter: 'works' as const,
  }
  const thread = await id(say('罗二哥', threadOpened, matter))
  const edit = { text: `${matter.text}已经量过：${LONG}`, note: `加了丈量的结果。${LONG}` }
  await accepted(say('何委员', threadEdited, edit, [thread]))
  const locked = await id(say('王大婶', threadOpened, { title: '路灯几点关', text: '十点还是十一点。' }))
  await accepted(say('何委员', commentPosted, { text: '十一点。' }, [locked]))
  await accepted(say('陶书记', threadLocked, { reason: `已经定在十一点。${LONG}` }, [locked]))
  await accepted(say('罗二哥', commentPosted, { text: '十点就好。' }, [locked]))
  const first = await id(say('王大婶', commentPosted, { text: '我家让得出半分地。' }, [thread]))
  await accepted(say('王大婶', commentChanged, { text: `我家让得出半分地，${LONG}` }, [thread, first]))
  await accepted(say('何委员', commentPosted, { text: '按四万一亩补。' }, [thread, first]))
  const long = await id(say('杨代表', commentPosted, { text: LONG }, [thread]))
  for (const who of ['何委员', '罗二哥'] as const)
    await accepted(say(who, commentSupported, { isBehind: true }, [thread, long]))
  const shown = [picture(), picture({ hash: 'cd'.repeat(32), description: '', width: 900, height: 1600 })]
  await accepted(say('杨代表', commentPosted, { text: '看图。', attachments: shown }, [thread]))
  const wrong = await id(say('何委员', commentPosted, { text: '先修桥。' }, [thread]))
  await accepted(say('何委员', commentWithdrawn, { reason: `看了图纸。${LONG}` }, [thread, wrong]))

  const terms = vote(v.clock.now, { question: '村口的路加宽到5.5米', closesAt: v.clock.now + 5 * DAY })
  const open = await id(say('陶书记', voteOpened, terms, [thread]))
  await accepted(say('罗二哥', ballotCast, { choices: [0] }, [open]))
  const live = vote(v.clock.now, {
    question: '工期定在哪个月',
    sort: 'single',
    options: ['十一月', '腊月以前', '明年开春，等桥头的地基干了再动工'],
    collectMs: 0,
    hidden: false,
  })
  const closed = await id(say('陶书记', voteOpened, live, [thread]))
  for (const [n, who] of (['陶书记', '罗二哥', '何委员', '杨代表'] as const).entries())
    await accepted(say(who, ballotCast, { choices: [n % 2] }, [closed]))
  const settled = await id(say('陶书记', voteOpened, { ...live, question: '谁来看工地' }, [thread]))
  for (const who of ['陶书记', '罗二哥'] as const)
    await accepted(say(who, ballotCast, { choices: [1] }, [settled]))
  await accepted(say('陶书记', rulebookAdopted, { rulebook: 2 }))
  const seat = { person: v.village.phones.杨代表.person, role: 'branch-officer' as const, scope: [] }
  await accepted(say('陶书记', roleGranted, { ...seat, until: 0 }))
  await fromRoom(v, open, settled)
  const rude = await id(say('罗二哥', commentPosted, { text: `账算得不公道。${LONG}` }, [thread]))
  const signature = picture({ hash: 'ef'.repeat(32), description: '在屏幕上的签名' })
  const spoken = {
    speaker: v.village.phones.王大婶.person,
    text: `先修桥。${LONG}`,
    attachments: [signature],
  }
  await accepted(say('赵网格', commentAssisted, spoken, [thread]))
  const why = { reason: 'astray' as const, note: `说的是账，不是路。${LONG}` }
  const hiding = await id(say('陶书记', commentHidden, why, [thread, rude]))
  await accepted(say('何委员', entryCosigned, {}, [thread, hiding]))
  await accepted(say('罗二哥', hidingAppealed, { text: `路钱也是账。${LONG}` }, [thread, rude, hiding]))
  await accepted(say('何委员', commentHidden, { reason: 'advert', note: LONG }, [thread, long]))
  await walk(v, thread)
  const minutes = await id(
    say('陶书记', minutesSigned, { upTo: v.village.log.lastNumber(), summary: `先量地。${LONG}` }, [thread]),
  )
  await accepted(say('李监督', entryCosigned, {}, [thread, minutes]))
  await accepted(say('罗二哥', minutesObjected, { text: `我没有同意。${LONG}` }, [thread, minutes]))
  const gathered = await gather(v, thread)
  v.clock.ahead += 2 * HOUR
  const outcome = await id(
    say(
      '陶书记',
      outcomePublished,
      {
        ...{ choices: [0, 3, 0], present: 4, eligible: SOMEONE.length - 1, quorate: false, carried: null },
        ...{ decision: `腊月以前轮流看，${LONG}`, responsible: v.village.phones.何委员.person },
        ...{ money: 350_050, dueAt: v.clock.now + 40 * DAY },
      },
      [thread, settled],
    ),
  )
  await accepted(say('李监督', entryCosigned, {}, [thread, outcome]))
  const report = { state: 'underway' as const, percent: 35, text: `排好了前三周的班。${LONG}` }
  await accepted(say('何委员', executionReported, report, [thread, outcome]))
  // The phones that join from here on are new to it.
  const asked = { question: '先修桥头，再修路', closesAt: v.clock.now + 5 * DAY }
  const fresh = await id(say('陶书记', voteOpened, vote(v.clock.now, asked), [thread]))
  await entrust(v, fresh)
  const votes = { open, closed, settled, fresh, ...gathered }
  return { v, notices: { plain, corrected }, thread, minutes, locked, votes }
}

/** A list from the room that waits for its witness, and one that says otherwise than a phone. */
async function fromRoom({ village: { say, phones } }: JourneyVillage, open: string, settled: string) {
  const witness = phones.李监督.person
  const lines = (['杨代表', '王大婶'] as const).map((who) => ({
    ...{ person: phones[who].person, choices: [1], way: 'hand' as const },
  }))
  await accepted(say('何委员', ballotsPapered, { witness, lines }, [open]))
  const other = [{ person: phones.罗二哥.person, choices: [0], way: 'paper' as const }, ...lines]
  const paper = await accepted(say('何委员', ballotsPapered, { witness, lines: other }, [settled]))
  await accepted(say('李监督', ballotsWitnessed, { officer: phones.何委员.person }, [settled, paper.id]))
}

/** 四议两公开 as far as the second step, which failed once; its second recording waits for a signature. */
async function walk({ village: { say, phones }, clock }: JourneyVillage, thread: string) {
  const host = phones.陶书记.person
  const papers = {
    host,
    text: `会上同意。${LONG}`,
    attachments: [picture({ hash: 'ef'.repeat(32), description: '签到表' })],
  }
  const proposed = await accepted(
    say('陶书记', stepRecorded, step('proposed', clock.now - 5 * DAY, papers), [thread]),
  )
  for (const who of ['何委员', '李监督'] as const)
    await accepted(say(who, entryCosigned, {}, [thread, proposed.id]))
  const count = { should: 9, did: 5, favour: 2, against: 3, abstain: 0 }
  for (const more of [{ count, text: '先量地。' }, { host }])
    await accepted(say('何委员', stepRecorded, step('consulted', clock.now, more), [thread, proposed.id]))
}

/** A sign-up list, and a time that is sought, to each of which two have said theirs; and a vote that opens later. */
async function gather({ village: { say }, clock }: JourneyVillage, thread: string) {
  const closesAt = clock.now + 4 * DAY
  const open = { quorum: 'ask', hidden: false, collectMs: 0, closesAt, reasons: 'optional' } as const
  const signUp = { ...open, question: '周日抬石头', sort: 'signup', target: 20, unit: '个工' } as const
  const { id: list } = await accepted(say('何委员', voteOpened, vote(clock.now, signUp), [thread]))
  await accepted(say('杨代表', ballotCast, { choices: [0], amount: 2, reason: `带钢钎。${LONG}` }, [list]))
  await accepted(say('罗二哥', ballotCast, { choices: [0], amount: 1 }, [list]))
  const seek = {
    ...open,
    question: '哪天量地',
    sort: 'times',
    times: [5, 6, 7].map((n) => clock.now + n * DAY),
  }
  const { id: times } = await accepted(
    say('何委员', voteOpened, vote(clock.now, { ...seek, sort: 'times' }), [thread]),
  )
  await accepted(say('杨代表', ballotCast, { choices: [0, 1, 2], reason: LONG }, [times]))
  await accepted(say('罗二哥', ballotCast, { choices: [1, 0, 0] }, [times]))
  const later = { question: '路灯装在哪一边', opensAt: clock.now + 3 * DAY, closesAt: clock.now + 9 * DAY }
  const { id: planned } = await accepted(say('何委员', voteOpened, vote(clock.now, later), [thread]))
  return { list, times, planned }
}

/** Every screen of who has joined, with what there really is behind it. */
export function screensOf({ v, notices, thread, minutes, locked, votes }: FullVillage): Screen[] {
  const wang = v.village.phones.王大婶.person
  return [
    ['/', '首页'],
    ['/notices', '公告'],
    [`/notices/${notices.plain}`, '停水通知'],
    [`/notices/${notices.corrected}`, '低保名单公示'],
    ['/notices/write', '写公告'],
    [`/notices/${notices.corrected}/correct`, '更正公告'],
    ['/threads', '议事厅'],
    ['/threads/new', '提一件事'],
    [`/threads/${thread}`, '村口的路要不要加宽'],
    [`/threads/${locked}`, '路灯几点关'],
    [`/threads/${thread}/minutes`, '会议纪要草稿'],
    [`/threads/${thread}/minutes?of=${minutes}`, '会议纪要'],
    [`/threads/${thread}/minutes/sign`, '签署纪要'],
    [`/threads/${thread}/minutes/draft`, '纪要底稿'],
    [`/threads/${thread}/assist`, '替没有手机的人发言'],
    [`/threads/${thread}/step`, '四议两公开'],
    [`/threads/${thread}/vote`, '发起投票'],
    [`/threads/${thread}/votes/${votes.open}`, '村口的路加宽到5.5米'],
    [`/threads/${thread}/votes/${votes.closed}`, '工期定在哪个月'],
    [`/threads/${thread}/votes/${votes.settled}`, '谁来看工地'],
    [`/threads/${thread}/votes/${votes.list}`, '周日抬石头'],
    [`/threads/${thread}/votes/${votes.times}`, '哪天量地'],
    [`/threads/${thread}/votes/${votes.planned}`, '路灯装在哪一边'],
    [`/threads/${thread}/votes/${votes.closed}/outcome`, '公布结果'],
    [`/threads/${thread}/votes/${votes.closed}/sheets`, '打印表格'],
    [`/threads/${thread}/votes/${votes.settled}/paper`, '纸票和举手票'],
    [`/threads/${thread}/votes/${votes.fresh}/mandates`, '代投'],
    [`/threads/${thread}/votes/${votes.open}/met`, '为没有信号的村民作证'],
    [`/threads/${thread}/votes/${votes.open}/pause`, '暂停投票'],
    [`/threads/${thread}/votes/${votes.fresh}`, '先修桥头，再修路'],
    [`/threads/${thread}/votes/${votes.fresh}/phones`, '新加入的手机'],
    ['/me', '我的'],
    ['/me/entries', '我写的'],
    ['/me/drafts', '草稿'],
    ['/me/settings', '设置'],
    ['/me/alarms', '对不上的内容'],
    ['/roster', '花名册'],
    ['/roster/offices', '职务'],
    ['/roster/devices', '手机'],
    ['/roster/admit', '登记手机'],
    ['/roster/register', '登记户和人'],
    [`/roster/households/${HOUSEHOLDS[1]}`, '王家'],
    [`/roster/people/${wang}`, '王大婶'],
    [`/roster/people/${wang}/role`, '登记职务'],
    [`/roster/people/${wang}/link`, '发领取链接'],
    ['/install', '添加到桌面'],
    ['/join', '这部手机已经加入了'],
    ['/claim', '这部手机已经加入了'],
    ['/nowhere', '没有这一页'],
  ]
}

/** 王大婶 and 赵网格 let others vote for them: she on her phone, he on paper, which 李监督 is to witness. */
async function entrust({ village: { phones, say } }: JourneyVillage, vote: string): Promise<void> {
  const [wang, zhao] = [phones.王大婶.person, phones.赵网格.person]
  const own = { giver: wang, proxy: phones.罗二哥.person, witness: null, attachments: [] }
  await accepted(say('王大婶', mandateGiven, own, [vote]))
  const paper = { giver: zhao, proxy: phones.杨代表.person, witness: phones.李监督.person }
  await accepted(say('杨代表', mandateGiven, { ...paper, attachments: [picture()] }, [vote]))
}

/** Every screen of a phone that has not joined yet. */
export const screensOfAFreshPhone = async ({ v }: FullVillage): Promise<Screen[]> => [
  ['/join', '欢迎来到乡音'],
  [await v.claimPath('杨代表'), '用链接加入'],
  ['/claim', '用链接加入'],
  ['/install', '添加到桌面'],
  ['/me/settings', '设置'],
  ['/me/entries', '我写的'],
  ['/nowhere', '没有这一页'],
]

/** Something of one's own on the screens: a word that was handed in, and one still being written. */
export async function leaveTraces(who: Villager, thread: string): Promise<void> {
  const page = who.page()
  await who.goto(`/threads/${thread}`)
  await page.getByLabel('您的话').fill('我同意，先把桥头修好。')
  await page.getByRole('button', { name: /^递交/ }).click()
  // Said once its draft is gone: who leaves before would find it among what is still being written.
  await page.locator('.said span').waitFor()
  await who.goto('/threads/new')
  await page.getByLabel('什么事').fill('晒场的灯坏了')
  await page.getByRole('link', { name: '我的' }).click()
  await page.getByText('1 篇还没有递交').waitFor()
  await caughtUp(who)
}

/** Comfort as the app keeps it, for the next page that is opened on this phone. */
export const setComfort = (who: Villager, comfort: object): Promise<void> =>
  who.page().evaluate((kept) => localStorage.setItem('xiangyin-comfort', kept), JSON.stringify(comfort))
