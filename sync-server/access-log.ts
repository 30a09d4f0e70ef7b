import { createWriteStream, mkdirSync, readdirSync, rmSync, statSync, type WriteStream } from 'node:fs'
import path from 'node:path'
import { villageDay } from '#rulebook/village-time.ts'

/** 网络安全法 asks for network logs of no less than six months, which are up to 184 days; what is older serves nobody. */
export const ACCESS_KEPT_DAYS = 184
/** No more than this a day, or a flood of requests would fill the disk that the book is on. */
const MOST_BYTES_A_DAY = 8 * 1024 * 1024
const FULL = 'full for today\n'
/** Beyond that there is room for the doors of the technician only: whoever floods the log must not hide there. */
const MOST_BYTES_BEHIND = 1024 * 1024
const isWeighty = (route: string) => /^\/(ops|metrics)\b/.test(route)
const DAY_MS = 24 * 3600 * 1000
const FILE = /^(\d{4}-\d{2}-\d{2})\.log$/

/** The village's own time, as 2026-11-24 09:30:00. */
const clock = new Intl.DateTimeFormat('sv-SE', {
  dateStyle: 'short',
  timeStyle: 'medium',
  timeZone: 'Asia/Shanghai',
})

/** One request as it is kept: a path's pattern and never the path, which can name a person or hold a token. */
export interface Access {
  method: string
  route: string
  status: number
  tookMs?: number
}

/** A day of the village (counted from 1970) as it is written. */
export const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)

/**
 * Who asked is not written, only what was asked: no address, no person, no device, no query and no body. A file for
 * each day of the village, kept for six months and then erased.
 */
export function openAccessLog(o: {
  folder: string
  now(): number
  note?(what: string): void
  mostBytesADay?: number
}) {
  const most = o.mostBytesADay ?? MOST_BYTES_A_DAY
  mkdirSync(o.folder, { recursive: true, mode: 0o700 })
  let day = NaN
  let size = 0
  let isFull = false
  let behind = 0
  let file: WriteStream | undefined

  function turnTo(today: number) {
    if (today === day) return
    day = today
    file?.end()
    const name = path.join(o.folder, `${dateOf(day)}.log`)
    isFull = false
    behind = 0
    size = statSync(name, { throwIfNoEntry: false })?.size ?? 0
    file = createWriteStream(name, { flags: 'a', mode: 0o600 })
    // A log that cannot be written is no reason to leave the village without its relay.
    file.on('error', () => o.note?.('the access log cannot be written'))
    erase()
  }

  /** Erases what is older than six months, by the day in its name. */
  function erase() {
    for (const name of readdirSync(o.folder)) {
      const date = FILE.exec(name)?.[1]
      if (date && Date.parse(date) / DAY_MS < day - ACCESS_KEPT_DAYS) rmSync(path.join(o.folder, name))
    }
  }
  turnTo(villageDay(o.now()))

  function put(line: string, isWeightyLine: boolean) {
    if (isFull) {
      if (!isWeightyLine || behind + line.length > MOST_BYTES_BEHIND) return
      behind += line.length
      return void file!.write(line)
    }
    isFull = size + line.length + FULL.length > most
    const last = isFull ? FULL : line
    size += last.length
    file!.write(last)
  }

  return {
    write({ method, route, status, tookMs }: Access) {
      const now = o.now()
      turnTo(villageDay(now))
      const took = tookMs === undefined ? '' : ` ${Math.round(tookMs)}ms`
      put(`${clock.format(now)} ${method} ${route} ${status}${took}\n`, isWeighty(route))
    },
    /** Whether today's file holds no more ordinary requests. */
    isFull: () => isFull,
    /** Once a second: a new day begins a new file, and ends the oldest. */
    tick: () => turnTo(villageDay(o.now())),
    close: (): Promise<void> => new Promise((resolve) => file!.end(resolve)),
  }
}
export type AccessLog = ReturnType<typeof openAccessLog>
