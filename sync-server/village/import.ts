import { open, villageIdOf } from '#entry/crypto.ts'
import { toHex } from '#entry/format.ts'
import { ownKeyOf, proofOf } from '#rulebook/roster-rules.ts'
import { openBook } from '#server/book.ts'
import type { Log } from '#server/log.ts'
import { Refusal } from './command.ts'

/** What stands in the first line of an export, as far as an import needs it. */
interface Header {
  village: string
  entries: number
  /** The highest number given, whether or not it is shown; older exports do not say. */
  last?: number
  /** Volumes of which every line is in the export: how far, and the chain there. */
  heads: [volume: string, k: number, chain: string][]
}
interface Line {
  i: number
  at: number
  entry: string
}

export interface Imported {
  entries: number
  volumes: number
}

/** No vote has so many ballots, and no restore loses so much: whoever reads the book counts through its numbers. */
const MOST_EMPTY = 100_000

const damaged = (line: number) =>
  new Refusal(`第 ${line} 行读不懂，没有导入`, `line ${line} cannot be read, nothing was imported`)

type Fields = Record<string, unknown>
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
/** As long as the name of a volume may be. */
const isName = (value: unknown): value is string => typeof value === 'string' && value.length <= 80

const isHead = (value: unknown): boolean => {
  const [volume, k, chain] = Array.isArray(value) ? (value as unknown[]) : []
  return isName(volume) && isWhole(k) && isName(chain)
}
const isHeader = ({ village, entries, last = 0, heads }: Fields): boolean =>
  isName(village) && isWhole(entries) && isWhole(last) && Array.isArray(heads) && heads.every(isHead)
const isLine = ({ i, at, entry }: Fields): boolean => isWhole(i) && isWhole(at) && typeof entry === 'string'

/** A line of the file, which may be anybody's. */
function parse<T>(text: string | undefined, line: number, fits: (fields: Fields) => boolean): T {
  let read: unknown
  try {
    read = JSON.parse(text ?? '')
  } catch {
    throw damaged(line)
  }
  if (typeof read !== 'object' || read === null || !fits(read as Fields)) throw damaged(line)
  return read as T
}

/**
 * Builds a book anew from an export, into an empty log: every signature is checked, every entry judged again at its
 * number and time, and each volume must end in the chain that the export names. Throws a Refusal at the first fault;
 * the log is then to be thrown away.
 */
export async function importLines(log: Log, lines: readonly string[]): Promise<Imported> {
  const header = parse<Header>(lines[0], 1, isHeader)
  const first = parse<Line>(lines[1], 2, isLine)
  const village = await villageIdOf(bytesOf(first))
  if (!village || village !== header.village || lines.length - 1 !== header.entries) throw damaged(1)
  const book = openBook(log, village, 0)
  const opener: Parameters<typeof open>[1] = {
    keyOf: (fields, body) => ownKeyOf(fields, body) ?? book.device(fields.device)?.key,
    proofOf,
  }
  for (const [n, text] of lines.slice(1).entries()) {
    const { i, at, ...one } = parse<Line>(text, n + 2, isLine)
    const opened = await open(bytesOf(one), opener)
    if (typeof opened === 'string' || opened.signature !== 'good' || !opened.proven) throw damaged(n + 2)
    const last = book.last()
    const isKnown = log.entry(opened.id) || log.bySeq(opened.fields.device, opened.fields.seq)
    if (isKnown || i <= last.i || i > last.i + MOST_EMPTY || at < last.at) throw damaged(n + 2)
    // Numbers of what was not public yet stay empty.
    if (i > last.i + 1) book.raise(i - 1, last.at)
    const { verdict, standing } = book.judge(opened, at)
    if (!standing)
      throw new Refusal(
        `第 ${i} 号按规矩不能收（${verdict.is === 'refused' ? verdict.rule : verdict.is}），没有导入`,
        `entry ${i} may not stand, nothing was imported`,
      )
    book.enter(standing, at)
    await log.append(await book.takeBatch())
    book.batchStored()
  }
  const { last = 0 } = header
  if (last > book.last().i + MOST_EMPTY) throw damaged(1)
  if (last > book.last().i) {
    // Of what is not public yet: these numbers are not given again, and its author's phone brings it back under them.
    book.raise(last, book.last().at)
    await log.append(await book.takeBatch())
    book.batchStored()
  }
  for (const [volume, k, chain] of header.heads) {
    const place = log.place(volume, k)
    if (!place || toHex(place.chain) !== chain)
      throw new Refusal(
        `${volume} 的末尾和导出时不一样，没有导入`,
        `${volume} does not end as it did when it was exported`,
      )
  }
  return { entries: header.entries, volumes: header.heads.length }
}

const bytesOf = ({ entry }: Pick<Line, 'entry'>) => new Uint8Array(Buffer.from(entry, 'base64'))
