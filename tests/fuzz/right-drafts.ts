// Right drafts of every kind, and the village in which they are said.
import type { Cbor, Id } from '#entry/format.ts'
import { commentChanged, commentSupported, commentWithdrawn } from '#rulebook/comment.ts'
import type { Kind } from '#rulebook/kinds.ts'
import { noticeCorrected, noticePublished } from '#rulebook/notice.ts'
import {
  claimIssued,
  deviceAdded,
  deviceClaimed,
  deviceRevoked,
  householdsRegistered,
  peopleImported,
  roleEnded,
  roleGranted,
  rulebookAdopted,
  villageFounded,
} from '#rulebook/roster.ts'
import { entryCosigned } from '#rulebook/cosign.ts'
import { minutesObjected, minutesSigned } from '#rulebook/minutes.ts'
import {
  appealHeard,
  commentHidden,
  commentReported,
  commentRestored,
  hidingAppealed,
} from '#rulebook/moderation.ts'
import { ballotsPapered, ballotsWitnessed, pairSettled } from '#rulebook/paper.ts'
import { executionReported, outcomePublished } from '#rulebook/outcome.ts'
import {
  commentAssisted,
  commentPosted,
  threadEdited,
  threadLocked,
  threadOpened,
  threadUnlocked,
} from '#rulebook/thread.ts'
import { stepRecorded } from '#rulebook/step.ts'
import { ballotCast, voteOpened } from '#rulebook/vote.ts'
import { mandateGiven, mandateWitnessed } from '#rulebook/mandate.ts'
import { ballotMet } from '#rulebook/met.ts'
import { votePaused, voteResumed } from '#rulebook/pause.ts'
import { phoneVouched } from '#rulebook/vouch.ts'
import { comment, notice, picture, step, thread, vote } from '#support/texts.ts'
import {
  accepted,
  admissionBody,
  DAY,
  foundTestVillage,
  HOUR,
  HOUSEHOLDS,
  newPhone,
  personId,
  SOMEONE,
  START,
  type Someone,
} from '#support/village.ts'
import { draft, standInFor } from './drafts.ts'
import { toHex } from '#entry/bytes.ts'

/** What stands in the village before, in the order in which drafts refer to it. */
const [
  NOTICE,
  THREAD,
  COMMENT,
  REPLY,
  VOTE,
  LIVE,
  ASKED,
  OVER,
  PUBLISHED,
  HIDING,
  LIST,
  TIMES,
  STEP,
  MINUTES,
  PAPER,
  MANDATE,
  PAUSE,
  APPEAL,
] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]
const CHOICES = { sort: 'single' as const, options: ['甲', '乙', '丙'], hidden: false, collectMs: 0 }
const MINUTE = HOUR / 60
const WHY = { reason: 'insult' as const, note: '骂人' }
const OUTCOME = {
  ...{ choices: [1, 0, 0], present: 1, eligible: 8, quorate: false, carried: null },
  ...{ decision: '先修桥头', responsible: null, money: 1_200_000, dueAt: null },
}
const OPEN = { quorum: 'ask', hidden: false, collectMs: 0 } as const
const SIGN_UP = { ...OPEN, sort: 'signup', target: 20, unit: '个工', reasons: 'optional' } as const
const seekTime = (after: number) => ({
  ...OPEN,
  sort: 'times' as const,
  times: [after + 2 * DAY, after + 3 * DAY],
})
const FROM_ROOM = {
  witness: personId('李监督'),
  lines: [
    { person: personId('王大婶'), choices: [1], way: 'paper' as const },
    { person: personId('罗二哥'), choices: [0], way: 'hand' as const },
  ],
}
const ON_PAPER = {
  ...{ giver: personId('王大婶'), proxy: personId('罗二哥'), witness: personId('李监督') },
  attachments: [picture()],
}
const FOR_WANG = { speaker: personId('王大婶'), text: '先修桥。', attachments: [picture()] }
const BY_HOUSEHOLD = { quorum: 'ask', basis: 'household' } as const

/** A village with a notice, a debate, an answered comment that one wants hidden, four votes, one with its outcome, a list, a search for a time, a first step, minutes, a list from the room, a mandate, a pause and an appeal, for drafts to be about. */
export async function villageOfDrafts() {
  const v = await foundTestVillage()
  const ids: Id[] = []
  const say = async (...said: Parameters<typeof v.say>) => void ids.push((await accepted(v.say(...said))).id)
  await say('陶书记', noticePublished, notice())
  await say('罗二哥', threadOpened, thread())
  await say('王大婶', commentPosted, comment(), [ids[THREAD]!])
  await say('罗二哥', commentPosted, comment(), [ids[THREAD]!, ids[COMMENT]!])
  await say('陶书记', voteOpened, vote(v.clock.now), [ids[THREAD]!])
  await say('何委员', voteOpened, vote(v.clock.now + DAY, CHOICES), [ids[THREAD]!])
  await say('何委员', voteOpened, vote(v.clock.now + DAY, BY_HOUSEHOLD), [ids[THREAD]!])
  const soon = { closesAt: v.clock.now + MINUTE, hidden: false, collectMs: 0 }
  await say('陶书记', voteOpened, vote(v.clock.now, soon), [ids[THREAD]!])
  await accepted(v.say('陶书记', rulebookAdopted, { rulebook: 2 }))
  v.clock.now += 2 * MINUTE
  await say('陶书记', outcomePublished, OUTCOME, [ids[THREAD]!, ids[OVER]!])
  await say('陶书记', commentHidden, WHY, [ids[THREAD]!, ids[COMMENT]!])
  await say('何委员', voteOpened, vote(v.clock.now + DAY, SIGN_UP), [ids[THREAD]!])
  await say('何委员', voteOpened, vote(v.clock.now + DAY, seekTime(v.clock.now + DAY)), [ids[THREAD]!])
  await say('何委员', stepRecorded, step('proposed', v.clock.now), [ids[THREAD]!])
  await say('何委员', minutesSigned, { upTo: v.log.lastNumber(), summary: '先量地' }, [ids[THREAD]!])
  await say('何委员', ballotsPapered, FROM_ROOM, [ids[LIVE]!])
  await say('罗二哥', mandateGiven, ON_PAPER, [ids[LIVE]!])
  await say('陶书记', votePaused, { since: v.clock.now - HOUR, reason: '断网' }, [ids[VOTE]!])
  await say('王大婶', hidingAppealed, { text: '没有骂人' }, [ids[THREAD]!, ids[COMMENT]!, ids[HIDING]!])
  return { v, ids }
}

/** One or several right drafts of each kind. Of the rulebook, a version that is not next: behind it all would wait. */
export async function rightDrafts(): Promise<Uint8Array[]> {
  const write = <B>(who: Someone, kind: Kind<B>, body: B, refs: number[] = []) =>
    draft(SOMEONE.indexOf(who), kind.number, START, kind.body.write(body) as Cbor[], refs)
  const fresh = await newPhone('00000000000000b6')
  const { key } = fresh
  const admission = await admissionBody(fresh)
  const { person, sealingKey, proof } = admission
  const far = START + 30 * DAY
  const officer = { person, name: '某', claimKey: key }
  return [
    write('陶书记', noticePublished, notice()),
    write('赵网格', noticePublished, notice('停水', { households: [HOUSEHOLDS[1]!] })),
    write('陶书记', noticeCorrected, { ...notice('改正'), reason: '写错了' }, [NOTICE]),
    write('张小妹', threadOpened, thread()),
    write('王大婶', commentPosted, comment(), [THREAD]),
    write('罗二哥', commentPosted, { ...comment(), attachments: [picture()] }, [THREAD]),
    write('罗二哥', commentPosted, comment(), [THREAD, COMMENT]),
    write('罗二哥', commentPosted, comment(), [THREAD, REPLY]),
    write('王大婶', commentPosted, comment(), [THREAD, COMMENT, REPLY]),
    write('罗二哥', threadEdited, { text: '先量再修', note: '加了丈量' }, [THREAD]),
    write('何委员', threadLocked, { reason: '纪要公布了' }, [THREAD]),
    write('陶书记', threadUnlocked, { reason: '还有话要说' }, [THREAD]),
    write('王大婶', commentChanged, { text: '改成这样' }, [THREAD, COMMENT]),
    write('王大婶', commentWithdrawn, { reason: '说错了' }, [THREAD, COMMENT]),
    write('陶书记', commentSupported, { isBehind: true }, [THREAD, COMMENT]),
    write('杨代表', commentSupported, { isBehind: false }, [THREAD, REPLY]),
    write('陶书记', voteOpened, vote(START + HOUR), [THREAD]),
    write('何委员', voteOpened, vote(far, BY_HOUSEHOLD), [THREAD]),
    write('何委员', voteOpened, vote(far, { quorum: 'vg', group: 1 }), [THREAD]),
    write('何委员', voteOpened, vote(far, { ...CHOICES, sort: 'multiple', max: 2 }), [THREAD]),
    write('何委员', voteOpened, vote(far, SIGN_UP), [THREAD]),
    write('陶书记', voteOpened, vote(far, { opensAt: far - DAY }), [THREAD]),
    write('陶书记', voteOpened, vote(far, { opensAt: far - DAY }), [THREAD, PUBLISHED]),
    write('陶书记', voteOpened, vote(far, seekTime(far)), [THREAD]),
    write('王大婶', ballotCast, { choices: [0], amount: 3, reason: '带钢钎' }, [LIST]),
    write('罗二哥', ballotCast, { choices: [1] }, [LIST]),
    write('王大婶', ballotCast, { choices: [0, 1] }, [TIMES]),
    write('何委员', commentHidden, WHY, [THREAD, REPLY]),
    write('杨代表', commentReported, WHY, [THREAD, REPLY]),
    write('何委员', entryCosigned, {}, [THREAD, HIDING]),
    write('王大婶', hidingAppealed, { text: '没有骂人' }, [THREAD, COMMENT, HIDING]),
    write('李监督', commentRestored, { reason: '没有骂人' }, [THREAD, COMMENT, HIDING]),
    write('何委员', commentAssisted, FOR_WANG, [THREAD]),
    write('杨代表', commentAssisted, FOR_WANG, [THREAD, COMMENT]),
    write('李监督', appealHeard, { reason: '骂到家人了' }, [THREAD, COMMENT, HIDING, APPEAL]),
    write('何委员', outcomePublished, OUTCOME, [THREAD, OVER]),
    write('李监督', entryCosigned, {}, [THREAD, PUBLISHED]),
    write('罗二哥', executionReported, { state: 'underway', percent: 40, text: '路基好了' }, [
      THREAD,
      PUBLISHED,
    ]),
    write('陶书记', stepRecorded, step('proposed', START), [THREAD]),
    write('何委员', stepRecorded, { ...step('consulted', START), attachments: [picture()] }, [THREAD, STEP]),
    write('李监督', entryCosigned, {}, [THREAD, STEP]),
    write('陶书记', minutesSigned, { upTo: 60, summary: '修' }, [THREAD]),
    write('李监督', entryCosigned, {}, [THREAD, MINUTES]),
    write('王大婶', minutesObjected, { text: '没有说过' }, [THREAD, MINUTES]),
    write('罗二哥', ballotCast, { choices: [0] }, [VOTE]),
    write('王大婶', ballotCast, { choices: [2] }, [VOTE]),
    write('杨代表', ballotCast, { choices: [1] }, [LIVE]),
    write('陶书记', ballotsPapered, FROM_ROOM, [VOTE]),
    write('李监督', ballotsWitnessed, { officer: personId('何委员') }, [LIVE, PAPER]),
    write('王大婶', pairSettled, { slot: personId('王大婶') }, [LIVE, PAPER]),
    write('李监督', pairSettled, { slot: personId('罗二哥') }, [LIVE, PAPER, PAPER]),
    write('李监督', phoneVouched, { device: toHex(standInFor.device(3)), person: personId('王大婶') }, [
      VOTE,
    ]),
    write('王大婶', mandateGiven, { ...ON_PAPER, witness: null, attachments: [] }, [VOTE]),
    write('罗二哥', mandateGiven, ON_PAPER, [VOTE]),
    write('李监督', mandateWitnessed, { giver: ON_PAPER.giver, proxy: ON_PAPER.proxy }, [LIVE, MANDATE]),
    write('赵网格', ballotMet, { ballot: toHex(key.slice(0, 32)) }, [LIVE]),
    write('陶书记', votePaused, { since: START, reason: '断网' }, [LIVE]),
    write('陶书记', voteResumed, { reason: '通了' }, [VOTE, PAUSE]),
    write('李监督', entryCosigned, {}, [VOTE, PAUSE]),
    write('王大婶', ballotCast, { choices: [1] }, [ASKED]),
    write('陶书记', deviceAdded, admission),
    write('陶书记', claimIssued, { person, claimKey: key, until: START + DAY }),
    write('陶书记', deviceClaimed, { person, key, sealingKey, claimKey: key, proof, label: '' }),
    write('陶书记', deviceRevoked, { device: toHex(standInFor.device(3)), reason: '丢了' }),
    write('陶书记', householdsRegistered, {
      lines: [{ household: HOUSEHOLDS[0]!, label: '陶家', group: 3 }],
    }),
    write('陶书记', peopleImported, {
      lines: [{ person, name: '王大婶', household: HOUSEHOLDS[2]!, voter: true, member: true, away: true }],
    }),
    write('陶书记', roleGranted, { person, role: 'committee', scope: [], until: START + DAY }),
    write('陶书记', roleEnded, { person, role: 'household-representative', reason: '' }),
    write('陶书记', rulebookAdopted, { rulebook: 3 }),
    write('陶书记', villageFounded, {
      ...{ name: '又一村', relayKey: key, rootKey: key, secretary: officer, supervisor: officer },
      ...{ claimUntil: START, rulebook: 1, helpPhone: '' },
    }),
  ]
}
