import { ref, type Ref } from 'vue'
import { attachmentsIn } from '#rulebook/attachment.ts'
import type { Desk } from './desk.ts'
import { firstOf } from './first-of.ts'
import { together, turned } from './turned.ts'

/** An entry, a draft or a picture that is on this phone alone: when it was written, and how it begins. */
export interface OnlyHere {
  id: string
  at: number
  /** Empty for a ballot; of a picture, the words that it belongs to. */
  text: string
  isPicture?: true
}
/** `book` says of which book this is the note: another one, or none, has been emptied since. */
interface Note {
  book?: number
  here: OnlyHere[]
  lost: OnlyHere[]
}

const KEY = 'xiangyin-only-here'
/** Under this name the book keeps the same mark as the note. */
const MARK = 'only-here'
const BEGINNING = 60

/** What was only on this phone and went with its storage. */
export interface Losses {
  lost: Ref<OnlyHere[]>
  /** Whether the village was asked since: before that, it may have received some of it. */
  sure: Ref<boolean>
  /** The person has read it. */
  forget(): void
}

/**
 * Keeps a note of what stands on this phone alone, outside of the databases: where a browser empties these without
 * a word, the note is what is left to say what went with them. Emptied by hand with everything else, it is gone too.
 */
export function noteOnlyHere(desk: Desk): Losses {
  const note = readNote()
  const [lost, sure] = [ref(note.lost), ref(false)]
  let now: OnlyHere[] = []
  let [isCurrent, isCompared, isEmptiedSince] = [false, false, false]
  /** One after the other: what the book says, and what the village says of it. */
  let queue: Promise<void> = Promise.resolve()

  function write() {
    note.lost = lost.value
    try {
      localStorage.setItem(KEY, JSON.stringify(note))
    } catch {
      // A private window or a full phone: the note is for the rare day, what was typed is kept elsewhere.
    }
  }
  /** What is in the book after all, by whichever way it came there, is not lost. */
  async function without(held: OnlyHere[]): Promise<OnlyHere[]> {
    const isHeld = await Promise.all(held.map(({ id }) => desk.holds(id)))
    return held.filter(({ id }, n) => !isHeld[n] && !now.some((one) => one.id === id))
  }
  /** A book emptied while the app stands open says first that nothing is in it: that must not overwrite the note. */
  async function keep() {
    const mark = await desk.seen(MARK)
    if (mark === undefined || mark !== note.book) return compare(mark)
    isCompared = true
    note.here = now
    // It may have come back, out of the phone's other storage or by a file.
    if (lost.value.length > 0) lost.value = await without(lost.value)
    write()
    return askVillage()
  }
  async function compare(mark: number | undefined) {
    // What the running app knows of the village is of the book that is gone: the next start asks.
    isEmptiedSince = isCompared
    now = await firstOf(here)
    lost.value = await without(note.book === undefined ? note.lost : [...note.lost, ...note.here])
    if (mark === undefined) await desk.markSeen(MARK).catch(() => {})
    const book = mark ?? (await desk.seen(MARK))
    if (book === undefined) return
    isCompared = true
    note.book = book
    note.here = now
    write()
    return askVillage()
  }
  /** With everything fetched, what is still not here never reached the village. */
  async function askVillage() {
    if (!isCurrent || !isCompared || isEmptiedSince || lost.value.length === 0) return
    lost.value = await without(lost.value)
    sure.value = true
    write()
  }

  const own = together(desk.own(), desk.filesOnlyHere())
  const here = turned(together(own, desk.unsent.all()), ([[rows, files], drafts]): OnlyHere[] => [
    ...rows
      // What the village refused stands nowhere else either.
      .filter(({ standing }) => standing.is === 'provisional' || standing.is === 'refused')
      .map(({ id, at, body }) => ({ id, at, text: beginningOf(body) })),
    ...rows
      .filter(({ standing }) => standing.is === 'receipted')
      .flatMap(({ at, body }) =>
        attachmentsIn(body)
          .filter(({ hash }) => files.includes(hash))
          .map(({ hash }) => ({ id: hash, at, text: beginningOf(body), isPicture: true as const })),
      ),
    ...drafts.map(({ key, savedAt, title }) => ({ id: key, at: savedAt, text: title.slice(0, BEGINNING) })),
  ])
  here.subscribe(
    (held) => {
      now = held
      queue = queue.then(keep).catch(() => {})
    },
    () => {},
  )
  desk.link.subscribe(
    ({ state }) => {
      isCurrent = state === 'current'
      queue = queue.then(askVillage).catch(() => {})
    },
    () => {},
  )
  return {
    lost,
    sure,
    forget() {
      lost.value = []
      write()
    },
  }
}

function beginningOf(body: unknown): string {
  const { title, question, text } = body as Partial<Record<'title' | 'question' | 'text', string>>
  return (title ?? question ?? text ?? '').slice(0, BEGINNING)
}

function readNote(): Note {
  try {
    const { book, here, lost } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, unknown>
    return { ...(typeof book === 'number' && { book }), here: listed(here), lost: listed(lost) }
  } catch {
    return { here: [], lost: [] }
  }
}

/** What an older or newer app wrote in another shape is left out. */
const listed = (value: unknown): OnlyHere[] =>
  Array.isArray(value)
    ? value.filter(
        (one: Partial<OnlyHere> | null): one is OnlyHere =>
          typeof one?.id === 'string' && typeof one.at === 'number' && typeof one.text === 'string',
      )
    : []
