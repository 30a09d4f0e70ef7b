import type { Read } from './kinds.ts'
import { bytesUpTo, hex32, list, row, text, whole, type Of } from './shape.ts'
import { ALLOWED, refused, waiting, type Verdict } from './verdict.ts'

export const ATTACHMENTS_MAX = 4
/** Made small on the phone: half a minute at the edge of a cell. */
export const PICTURE_MAX_BYTES = 200 * 1024
/** 录音: a minute of speech as Opus has it at 16 kbit/s is 120 KB; AAC, on phones without Opus, needs half as much again. */
export const SOUND_MAX_SECONDS = 60
export const SOUND_MAX_BYTES = 200 * 1024
/** A plan or a bill as a PDF. */
export const PAPER_MAX_BYTES = 500 * 1024
/** Four of these, their descriptions and the longest text stay within the 12 KB of an entry. */
export const THUMB_MAX_BYTES = 1200
export const DESCRIPTION_MAX = 60

/**
 * What an attachment can be, by its number in the entry; only appended. Markup such as SVG is no picture here: it
 * could hold a script.
 */
export const SORTS = [
  'image/jpeg',
  'image/webp',
  'audio/webm',
  'audio/mp4',
  'audio/ogg',
  'application/pdf',
] as const
export type Sort = (typeof SORTS)[number]

/**
 * 附件: what an entry brings besides its words, by the SHA-256 of its bytes, which go apart from the book and after
 * it. A small picture stands in the entry itself, so that everyone sees at once what it is about.
 */
export const attachment = row({
  hash: hex32,
  /** Bytes. */
  size: whole(1),
  /** Its place in `SORTS`; a number beyond them is a newer app's. */
  sort: whole(),
  /** What there is to see or to hear, for who cannot; may be empty. A file's name. */
  description: text(0, DESCRIPTION_MAX),
  /** Pixels; of sound, its length in seconds, and no height; of a file neither. */
  width: whole(),
  height: whole(),
  /** Of a picture alone. */
  thumb: bytesUpTo(THUMB_MAX_BYTES * 2),
})
export type Attachment = Of<typeof attachment>

/** As a kind appends it to its fields, under the name `attachments`: by that name rules, relay and phone find it. */
export const attachments = list(attachment, 0, ATTACHMENTS_MAX * 2)

/** What an entry's body brings; empty where its kind brings nothing. */
export const attachmentsIn = (body: unknown): readonly Attachment[] =>
  (body as { attachments?: Attachment[] | null } | null | undefined)?.attachments ?? []

/** The media type of an attachment; undefined where a newer app made it. */
export const sortOf = ({ sort }: Attachment): Sort | undefined => SORTS[sort]

/** Which of the three it is. */
export const isSound = (one: Attachment): boolean => !!sortOf(one)?.startsWith('audio/')
export const isPaper = (one: Attachment): boolean => sortOf(one) === 'application/pdf'
export const isPicture = (one: Attachment): boolean => !isSound(one) && !isPaper(one)

const fitsPicture = ({ size, width, height, thumb }: Attachment): boolean =>
  size <= PICTURE_MAX_BYTES && width > 0 && height > 0 && thumb.length > 0 && thumb.length <= THUMB_MAX_BYTES
const fitsSound = ({ size, width, height, thumb }: Attachment): boolean =>
  size <= SOUND_MAX_BYTES && width > 0 && width <= SOUND_MAX_SECONDS && height === 0 && thumb.length === 0
const fitsPaper = ({ size, width, height, thumb, description }: Attachment): boolean =>
  size <= PAPER_MAX_BYTES && width === 0 && height === 0 && thumb.length === 0 && description.length > 0

/** Whether an entry may bring what it brings, whatever kind it is of. */
export function judgeAttachments({ body }: Read): Verdict {
  const all = attachmentsIn(body)
  // F3: An attachment of a sort that this app does not know is kept until a newer app reads it.
  if (all.some((one) => sortOf(one) === undefined)) return waiting('newer-app')
  // F1: An entry brings at most four attachments, none of them twice.
  if (all.length > ATTACHMENTS_MAX || new Set(all.map(({ hash }) => hash)).size < all.length)
    return refused('F1', 'too-large')
  // F2: A picture has at most 200 KB, names its width and height, and shows itself in at most 1,200 bytes.
  if (!all.filter(isPicture).every(fitsPicture)) return refused('F2', 'too-large')
  // F4: A voice note has at most 200 KB and 60 seconds, and names its length.
  if (!all.filter(isSound).every(fitsSound)) return refused('F4', 'too-large')
  // F5: A file is a PDF of at most 500 KB, and has a name.
  return all.filter(isPaper).every(fitsPaper) ? ALLOWED : refused('F5', 'too-large')
}
