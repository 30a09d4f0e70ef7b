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

const damaged = (line: number) =>
  new Refusal(`第 ${line} 行读不懂，没有导入`, `line ${line} cannot be read, nothing was imported`)

function parse<T>(text: string | undefined, line: number): T {
  try {
    return JSON.parse(text ?? '') as T
  } catch {
    throw damaged(line)
  }
}

/**
 * Builds a book anew from an export, into an empty log: every signature is checked, every entry judged again at its
 * number and time, and each volume must end in the chain that the export names. Throws a Refusal at the first fault;
 * the log is then to be thrown away.
 */
export async function importLines(log: Log, lines: readonly string[]): Promise<Imported> {
  const header = parse<Header>(lines[0], 1)
  const first = parse<Line>(lines[1], 2)
  const village = await villageIdOf(bytesOf(first))
  if (!village || village !== header.village || lines.length - 1 !== header.entries) throw damaged(1)
  const book = openBook(log, village, 0)
  const opener: Parameters<typeof open>[1] = {
    keyOf: (fields, body) => ownKeyOf(fields, body) ?? book.device(fields.device)?.key,
    proofOf,
  }
  for (const [n, text] of lines.slice(1).entries()) {
    const { i, at, ...one } = parse<Line>(text, n + 2)
    const opened = await open(bytesOf(one), opener)
    if (typeof opened === 'string' || opened.signature !== 'good' || !opened.proven) throw damaged(n + 2)
    // Numbers of what was not public yet stay empty.
    if (i > book.last().i + 1) book.raise(i - 1, book.last().at)
    const { verdict, standing } = book.judge(opened, at)
    if (!standing || i !== book.last().i + 1)
      throw new Refusal(
        `第 ${i} 号按规矩不能收（${verdict.is === 'refused' ? verdict.rule : verdict.is}），没有导入`,
        `entry ${i} may not stand, nothing was imported`,
      )
    book.enter(standing, at)
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

const bytesOf = ({ entry }: Pick<Line, 'entry'>) => new Uint8Array(Buffer.from(entry ?? '', 'base64'))
