import type { OpeningWords } from './office/opening-words.ts'
import { computed, type ComputedRef } from 'vue'
import { translated, useWords } from '#desk/use-words.ts'
import type { VoteTerms } from '#rulebook/vote.ts'
import { words, type DeliberationWords } from '../words.ts'

/** What the screens of a vote say otherwise where it gathers people and decides nothing. */
type Instead = Partial<DeliberationWords & OpeningWords>
export type GatheringWords = Record<'signup' | 'times', Instead>
const ZH: GatheringWords = {
  signup: {
    question: '接龙什么事',
    basis: '谁可以报',
    closes: '报几天',
    questionHint: '说清要什么、什么时候、在哪里，200字以内',
    reasons: '要不要留一句话',
    reasonsOf: { ...words.zh.reasonsOf, none: '不留', always: '都要留' },
    why: '留一句话',
    whyOptional: '留一句话（可不写）',
    whyHint: '和您的名字一起公开。500字以内',
    what: (_, bases) => `这是接龙：${bases}。不用达到法定人数，也不作决定。`,
    bases: {
      ...words.zh.bases,
      adult: '18岁以上村民，愿意的报名',
      household: '一户报一次，由户代表报',
    },
    cast: '报名',
    recast: '改一改，或退出',
    see: '看接龙',
    recastOrSee: '看接龙，或改一改',
    seeVote: '看接龙',
    yours: '您报了没有',
    yourChoice: (choices) => `您：${choices}`,
    mayChange: '截止前都可以改，也可以退出，以最后一次为准。',
    noBallot: '您还没有报名。',
    enough: '够了',
    cannot: { ...words.zh.cannot, closed: '已经截止，不能再报。', 'not-yet': '还没有开始，到时候才能报。' },
    plannedNote: '现在可以先看，到时候再报名。',
    terms: '这次接龙的规矩',
    callAnew: '照样再来一次',
    results: '谁报了名',
    soFar: '谁报了名',
    liveNote: '这是这部手机收到的，截止前还会变。',
    forHousehold: (label) => `您代表${label}报名。`,
    chooseTitle: '接龙',
    checkBallot: '您报的是：',
    confirmBallotTitle: '确认',
    confirmBallot: '由您的手机签名。名单是公开的：您的名字、数目和留的话，大家马上看得到。',
    castNow: '递交，有网就送到村里',
    receiptBallot: '写好了，签了名。状态在这里：',
    errorReasonBallot: '请留一句话，不超过500字。',
    refusedBallot: '没有报成',
  },
  times: {
    question: '约时间做什么',
    basis: '问谁',
    closes: '问几天',
    questionHint: '说清做什么、在哪里，200字以内',
    what: (_, bases) => `这是约时间：${bases}。不用达到法定人数，也不作决定。`,
    bases: { ...words.zh.bases, adult: '18岁以上村民，每人答一次', household: '一户答一次，由户代表答' },
    cast: '说说哪天行',
    recast: '改一改',
    see: '看约的时间',
    recastOrSee: '看约的时间，或改一改',
    seeVote: '看约的时间',
    yours: '您哪天行',
    yourChoice: (choices) => choices,
    noBallot: '您还没有答。',
    cannot: { ...words.zh.cannot, closed: '已经截止，不能再答。', 'not-yet': '还没有开始，到时候才能答。' },
    plannedNote: '现在可以先看，到时候再答。',
    terms: '这次约时间的规矩',
    callAnew: '照样再来一次',
    opinion: (choices) => `最合适的是${choices}。`,
    opinionNone: '没有一个时间有人能来。',
    opinionThen: '能来的人最多的最合适，一样多的看“可以”的多少。',
    presentOf: (present, eligible) => `已答 ${present}，名册上共 ${eligible}`,
    board: '多少人答了',
    soFar: '目前的回答',
    liveNote: '这是这部手机收到的，截止前还会变。',
    whyHint: '和您的回答一起公开。500字以内',
    barsCaption: '每个时间能来的人',
    barsLabel: '时间',
    barsValue: '能来的',
    forHousehold: (label) => `您代表${label}答。`,
    chooseTitle: '约时间',
    checkBallot: '您答的是：',
    confirmBallotTitle: '确认',
    confirmBallot: '由您的手机签名。谁哪天行会写在村里的账上，人人可以重新数一遍。',
    castNow: '递交，有网就送到村里',
    receiptBallot: '写好了，签了名。状态在这里：',
    refusedBallot: '没有递交成',
  },
}

const instead = translated(ZH, () => import('./gathering-english.ts'))

/** The room's words as they fit a sort of vote: on a sign-up list nobody votes, he joins. */
export function useVoteWords(sort: () => VoteTerms['sort'] | undefined): ComputedRef<DeliberationWords> {
  const [w, other] = [useWords(words), useWords(instead)]
  return computed(() => {
    const of = sort()
    return of === 'signup' || of === 'times' ? { ...w.value, ...other.value[of] } : w.value
  })
}
