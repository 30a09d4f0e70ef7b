import type { Hex8, Id } from '#entry/format.ts'

// The names of the volumes, apart from who may read what: the first screen needs no more than these.

/** Volumes are named by the first 16 digits of the id they are about: short, and never twice in one village. */
const short = (id: Id) => id.slice(0, 16)

export const ROSTER = 'roster'
export const DEVICES = 'devices'
export const boardOf = (year: number) => `board/${year}`
export const topicOf = (thread: Id) => `topic/${short(thread)}`
export const ballotsOf = (vote: Id) => `ballots/${short(vote)}`
/** What is written to those who look after the debates. */
export const HALL_OFFICE = 'office/hall'
export const personVolume = (person: Hex8) => `person/${person}`

/** A volume's name without the number of its part: `board/2026-2` belongs to `board/2026`. */
export const wholeVolume = (volume: string): string => volume.replace(/-\d+$/, '')
export const partOf = (volume: string, part: number): string => (part === 1 ? volume : `${volume}-${part}`)

/** Whether a volume is an office's: who may receive it changes with who holds the office. */
export const isOffice = (volume: string): boolean => volume.startsWith('office/')

/**
 * Whether a volume brings the admission of each author before his first words. Notices do, so that they can be
 * read before all devices have come; their authors are few. Debates and ballots lean on `devices`, which every
 * phone follows: repeated in each of them, admissions were a fifth of what a week costs.
 */
export const bringsAdmissions = (volume: string): boolean => /^(roster|board|person)\b/.test(volume)
