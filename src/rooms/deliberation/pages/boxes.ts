import type { Desk, Written } from '#desk/desk.ts'
import type { Attachment } from '#rulebook/attachment.ts'
import { WITHDRAWAL_REASON_MAX } from '#rulebook/comment.ts'
import type { Hiding } from '#rulebook/hiding-reading.ts'
import { APPEAL_MAX, HIDING_NOTE_MAX } from '#rulebook/moderation.ts'
import { COMMENT_TEXT_MAX, THREAD_NOTE_MAX, THREAD_TEXT_MAX } from '#rulebook/thread.ts'
import { paths } from '../../paths.ts'
import {
  answerAppeal,
  appeal,
  changeComment,
  editThread,
  restoreComment,
  lockThread,
  postComment,
  withdrawComment,
} from '../acts.ts'
import type { Box, MatterBox } from '../parts/box.ts'
import type { DeliberationWords } from '../words.ts'
import { hidingWords } from './hiding-words.ts'

interface About {
  desk: Desk
  w: DeliberationWords
  thread: { id: string; title: string }
}
/** What a box hands in: its text, the line beside it, and what it brings. */
type Words = (text: string, note: string, attachments: Attachment[]) => Promise<Written>

/** A comment's body; without pictures it is written as it always was. */
const bodyOf = (text: string, attachments: Attachment[]) => ({
  text,
  attachments: attachments.length > 0 ? attachments : null,
})

const draftOf = ({ thread }: About, key: string, query = '') => ({
  key,
  title: thread.title,
  path: paths.thread(thread.id) + query,
})
const spoken = ({ w }: About) => ({ hint: w.sayHint, error: w.errorSay, max: COMMENT_TEXT_MAX, act: w.send })

/** The box for a word about the matter itself. */
export const sayBox = (about: About) => ({
  draft: draftOf(about, `comment.${about.thread.id}`),
  label: about.w.say,
  ...spoken(about),
  takesPictures: true,
  post: ((text, _, pictures) => postComment(about.desk, about.thread.id, bodyOf(text, pictures))) as Words,
})

/** The box in which a matter is put anew, closed, or let go on. */
export function matterBox(about: About, box: MatterBox, text: string) {
  const { desk, w, thread } = about
  const draft = draftOf(about, `${box}.${thread.id}`, `?${box}=`)
  if (box === 'edit')
    return {
      ...{
        draft,
        start: text,
        label: w.editText,
        hint: w.textHint,
        error: w.errorText,
        max: THREAD_TEXT_MAX,
      },
      act: w.editSend,
      note: { label: w.editNote, hint: w.editNoteHint, error: w.errorNote, max: THREAD_NOTE_MAX },
      post: ((now, note) => editThread(desk, thread.id, { text: now, note })) as Words,
    }
  const isLocked = box === 'lock'
  return {
    ...{ draft, label: isLocked ? w.lockReason : w.unlockReason, hint: w.lockHint },
    ...{ error: w.errorReason, max: THREAD_NOTE_MAX, act: isLocked ? w.lockSend : w.unlockSend },
    post: ((reason) => lockThread(desk, thread.id, isLocked, reason)) as Words,
  }
}

/**
 * A comment as boxes beneath it need it; `to`: what it answers, or who answers it would answer; `quoted`: whose
 * words such an answer takes up.
 */
interface Beneath {
  id: string
  text: string
  attachments: readonly Attachment[]
  to: { id: string; name: string; quoted?: string } | undefined
  hiding?: Hiding | undefined
}

/** The box of who appeals against a hiding, and of who answers that. */
function appealBox(
  { desk, w }: About,
  box: 'appeal' | 'restore' | 'hear',
  draft: ReturnType<typeof draftOf>,
  one: { thread: string; comment: string; hiding: string; appeal: string },
) {
  const h = hidingWords[desk.comfort.language]
  if (box === 'appeal')
    return {
      ...{ draft, label: h.appealSay, hint: h.appealHint, error: h.errorAppeal, max: APPEAL_MAX },
      ...{ act: h.appealSend, post: ((why) => appeal(desk, one, why)) as Words },
    }
  const isBack = box === 'restore'
  return {
    ...{ draft, label: isBack ? h.restoreReason : h.hearReason, hint: h.restoreHint },
    ...{ error: w.errorReason, max: HIDING_NOTE_MAX, act: isBack ? h.restoreSend : h.hearSend },
    post: ((why) => (isBack ? restoreComment : answerAppeal)(desk, one, why)) as Words,
  }
}

/** The box beneath a comment. */
export function boxOf(
  about: About,
  box: Exclude<Box, 'hide' | 'report'>,
  { id, text, attachments, to, hiding }: Beneath,
) {
  const { desk, w, thread } = about
  const one = { thread: thread.id, comment: id }
  const draft = draftOf(
    about,
    `${box === 'reply' || box === 'again' ? 'comment' : box}.${id}`,
    `?${box}=${id}`,
  )
  if (box === 'change')
    return {
      ...{ draft, start: text, label: w.changeSay, hint: w.changeHint, act: w.changeSend },
      ...{ error: w.errorSay, max: COMMENT_TEXT_MAX },
      post: ((now) => changeComment(desk, one, now)) as Words,
    }
  if (box === 'withdraw')
    return {
      ...{
        draft,
        label: w.withdrawReason,
        hint: w.withdrawHint,
        act: w.withdrawSend,
        kind: 'danger' as const,
      },
      ...{ error: w.errorReason, max: WITHDRAWAL_REASON_MAX },
      post: ((reason) => withdrawComment(desk, one, reason)) as Words,
    }
  if (box === 'appeal' || box === 'restore' || box === 'hear')
    return appealBox(about, box, draft, {
      ...one,
      hiding: hiding?.id ?? '',
      appeal: hiding?.appeals[0]?.id ?? '',
    })
  const label = to ? w.replyTo(to.name) : w.say
  const said = {
    ...{ draft, label, ...spoken(about), takesPictures: true },
    post: ((now, _, pictures) =>
      postComment(desk, thread.id, bodyOf(now, pictures), to?.id, to?.quoted)) as Words,
  }
  // The refused one has then been said anew.
  return box === 'reply'
    ? said
    : { ...said, start: text, pictures: attachments, done: () => desk.discard(id) }
}
