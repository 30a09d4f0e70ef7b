import type { Standing } from '#rulebook/shown.ts'
import type { Code } from '#rulebook/verdict.ts'
import type { Written } from './desk.ts'
import { ruleWords } from './rule-words.ts'
import type { Bilingual } from './use-words.ts'

export interface StandingWords {
  tone: 'phone' | 'handing' | 'received' | 'refused' | 'waiting'
  /** The state in a word or two. */
  words: Bilingual
  /** What it means and what happens next. A refusal's own sentence is the room's: see `refusalWords`. */
  meaning: Bilingual
}

/** How an entry stands, in the words that every screen uses for it. */
export function standingWords(standing: Standing): StandingWords {
  switch (standing.is) {
    case 'provisional':
      return standing.offered ? HANDING : ON_PHONE
    case 'receipted':
      return {
        tone: 'received',
        words: { zh: '村里已收到', en: 'Received by the village' },
        // Only when it is read: most who show the mark do not say when.
        meaning: {
          get zh() {
            return `第 ${standing.i} 号，${receivedAt(standing.at, 'zh-CN')} 收到`
          },
          get en() {
            return `No. ${standing.i}, received ${receivedAt(standing.at, 'en')}`
          },
        },
      }
    case 'refused':
      return {
        tone: 'refused',
        words: { zh: '未通过', en: 'Not accepted' },
        meaning: {
          zh: '村里没有收下，文字还在这部手机上。',
          en: 'The village did not accept it. The text is still on this phone.',
        },
      }
    case 'waiting':
      return standing.for === 'newer-app' ? NEWER_APP : standing.for === 'ref-missing' ? WAITS : UNVERIFIED
  }
}

/** The relay's time of a receipt: the hour, and the day where it is not today. */
function receivedAt(at: number, locale: string): string {
  const isToday = new Date(at).toDateString() === new Date().toDateString()
  return timeFormat(locale, isToday).format(at)
}
/** Making a format costs a weak phone more than drawing a row: each is made once. */
const formats = new Map<string, Intl.DateTimeFormat>()
function timeFormat(locale: string, isToday: boolean): Intl.DateTimeFormat {
  const name = `${locale} ${isToday}`
  const day = isToday ? undefined : ({ month: 'long', day: 'numeric' } as const)
  const hour = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const made = formats.get(name) ?? new Intl.DateTimeFormat(locale, { ...day, ...hour })
  formats.set(name, made)
  return made
}

const ON_PHONE: StandingWords = {
  tone: 'phone',
  words: { zh: '已存手机', en: 'On this phone' },
  meaning: {
    zh: '已存在这部手机上，有网时自动递交。',
    en: 'Kept on this phone. It is handed in by itself when there is network.',
  },
}
const HANDING: StandingWords = {
  tone: 'handing',
  words: { zh: '正在递交', en: 'Being handed in' },
  meaning: { zh: '正在送到村里，还没有回执。', en: 'On its way to the village; no receipt yet.' },
}
const UNVERIFIED: StandingWords = {
  tone: 'waiting',
  words: { zh: '尚未核验', en: 'Not verified yet' },
  meaning: {
    zh: '这部手机还没有收到写的人的登记，收到后自动核验。',
    en: 'This phone has not received its author’s admission yet. It is verified by itself then.',
  },
}
const WAITS: StandingWords = {
  tone: 'waiting',
  words: { zh: '等前文', en: 'Waits for what it is about' },
  meaning: { zh: '它说的那件事还没有传到这部手机。', en: 'What it is about has not reached this phone yet.' },
}
const NEWER_APP: StandingWords = {
  tone: 'waiting',
  words: { zh: '要新版才能看', en: 'Needs a newer app' },
  meaning: { zh: '这是新版写的，更新以后能看。', en: 'A newer app wrote this; update to read it.' },
}

/** How an entry stands, in one language: the mark, its word, and what it means or why it was refused. */
export interface StateIn {
  tone: StandingWords['tone']
  word: string
  meaning: string
}

export function stateIn(standing: Standing, language: keyof Bilingual): StateIn {
  const { tone, words, meaning } = standingWords(standing)
  const why = standing.is === 'refused' ? refusalWords(standing, language) : meaning[language]
  return { tone, word: words[language], meaning: why }
}

/** Why an entry was refused: the rule's sentence, otherwise what the code says. */
export const refusalWords = (refusal: { rule: string; code: Code }, language: keyof Bilingual): string =>
  ruleWords[language][refusal.rule] ?? byCode[refusal.code]?.[language] ?? OTHERWISE[language]

const byCode: Partial<Record<Code, Bilingual>> = {
  'bad-signature': {
    zh: '签名对不上，请重新递交。',
    en: 'The signature does not match. Please send it anew.',
  },
  'wrong-village': { zh: '这条记录属于另一个村。', en: 'This entry belongs to another village.' },
  'device-revoked': {
    zh: '这部手机已被停用，请找登记员重新登记。',
    en: 'This phone was revoked. Please ask the registrar to admit it anew.',
  },
  fork: {
    zh: '这部手机的编号重了，请重新递交。',
    en: 'This phone used a number twice. Please send it anew.',
  },
  'too-large': { zh: '文字太长，请分成两条。', en: 'The text is too long. Please make two of it.' },
  rate: {
    zh: '今天这部手机递交得太多，明天再递交。',
    en: 'This phone handed in too much today. Please try again tomorrow.',
  },
  closed: { zh: '已经截止。', en: 'It is closed.' },
  'no-role': {
    zh: '这件事要由村里指定的人来办。',
    en: 'This is for those whom the village has named for it.',
  },
  'not-eligible': { zh: '您不在这件事的名册上。', en: 'You are not on the roll for this.' },
}
const OTHERWISE: Bilingual = {
  zh: '村里没有收下，请检查后重新递交。',
  en: 'The village did not accept it. Please check it and send it anew.',
}

type Failed = Extract<Written, { failed: unknown }>['failed']

/** What the phone could not do; the typed text stays each time. */
export const failedWords: Record<Failed, Bilingual> = {
  'storage-full': {
    zh: '手机存储已满，没有存上。请删掉一些照片或视频，再按一次。文字还在。',
    en: 'The phone’s storage is full, so it was not kept. Please delete some pictures or videos and try again. Your text is still here.',
  },
  'storage-broken': {
    zh: '手机存储出了问题，没有存上。请先把文字抄下来，再重新打开。',
    en: 'The phone’s storage failed, so it was not kept. Please copy your text first, then open the app again.',
  },
  'not-joined': {
    zh: '这部手机还没有加入村里，请先找登记员当面登记。文字还在。',
    en: 'This phone has not joined the village. Please have the registrar admit it first. Your text is still here.',
  },
  'too-large': {
    zh: '文字太长，请删短一些或分成两条。文字还在。',
    en: 'The text is too long. Please shorten it or make two of it. Your text is still here.',
  },
}
