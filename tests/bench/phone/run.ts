import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { makeBook, type Book } from '../book/make.ts'
import { tried, type Tried } from '../measures/figures.ts'
import type { Say } from '../servers-run.ts'
import type { Sizes } from '../sizes.ts'
import { fillPhone, type Filled } from './fill.ts'
import { measureMatters, type OpenedMatter } from './matters.ts'
import { openThreads, openVotes, type Opened, type Result } from './threads.ts'
import { bareStart, warmStarts, type Started } from './start.ts'
import { bareWords, writeWords, type Saved } from './write.ts'

/** What a phone does whose pages run six times slower than this machine, on a book that came to it through the real sync. */
export interface PhoneFigures {
  starts: { entries: number; filledInMs: Tried<number>; started: Tried<Started> }[]
  threads: Tried<Opened[]>
  votes: Tried<Result[]>
  /** Since when a run measures them. */
  matters?: Tried<OpenedMatter[]>
  saved: Tried<Saved[]>
  /** What the browser alone takes of a start and of a word (ms). */
  bare: Tried<{ start: number; word: number }>
}
export const SLOWDOWN = 6

export async function measurePhone(folder: string, sizes: Sizes, say: Say): Promise<PhoneFigures> {
  onAllCores()
  const all: Phone[] = []
  for (const entries of sizes.books) all.push(await phoneWith(entries, folder, sizes, say))
  const filled = all.flatMap((one) => ('failed' in one.filled ? [] : [{ ...one, filled: one.filled }]))
  say('warm starts, one phone after the other')
  const started = await warmStarts(
    filled.map((one) => one.filled),
    sizes.starts,
  )
  const startOf = (entries: number) => started[filled.findIndex((one) => one.entries === entries)]
  const talked = filled.find(({ book }) => Object.keys(book.threads).length > 0)
  const voted = filled.find(({ book }) => Object.keys(book.votes).length > 0)
  const figures: PhoneFigures = {
    starts: all.map(({ entries, filled: one }) => ({
      entries,
      filledInMs: 'failed' in one ? one : one.ms,
      started: 'failed' in one ? one : startOf(entries)!,
    })),
    ...(talked ? await onDebates(talked, sizes, say) : NOT_REACHED),
    votes: voted ? await onVotes(voted, sizes, say) : { failed: 'not reached' },
    matters: await measureMatters(folder, sizes, say),
  }
  for (const { filled: one } of filled)
    rmSync(one.profileDir, { recursive: true, force: true, maxRetries: 5 })
  return figures
}

/** A phone has several cores, and no server runs while it is looked at. */
export const onAllCores = () =>
  execFileSync('taskset', ['-acp', '0,1', String(process.pid)], { stdio: 'ignore' })

interface Phone {
  entries: number
  book: Book
  filled: Tried<Filled>
}
type FilledPhone = Phone & { filled: Filled }
const failed = { failed: 'not reached' }
const NOT_REACHED = { threads: failed, saved: failed, bare: failed }

/** A phone that has joined a village with so many entries; debates in the middle book, votes in the largest. */
async function phoneWith(entries: number, folder: string, sizes: Sizes, say: Say): Promise<Phone> {
  say(`a phone with ${entries} entries`)
  const { people, phones, books } = sizes
  const plan = {
    people,
    phones,
    entries,
    week: Math.min(sizes.week, entries / 4),
    topics: topicsFor(entries),
    threads: entries === (books[1] ?? books[0]) ? sizes.threads : [],
    votes: entries === books.at(-1) ? sizes.votes : [],
  }
  const book = await makeBook(path.join(folder, `phone-${entries}`), plan)
  return { entries, book, filled: await tried(() => fillPhone(book, say)) }
}

async function onDebates({ book, filled: { profileDir, origin } }: FilledPhone, { starts }: Sizes, say: Say) {
  say('debates are opened')
  const threads = await tried(() => openThreads(profileDir, origin, book.threads, starts))
  say('words are written')
  const saved = await tried(() => writeWords(profileDir, origin, book.threads, 4 * starts))
  say('the browser alone')
  const bare = await tried(async () => ({
    start: await bareStart(profileDir, starts),
    word: await bareWords(profileDir, 4 * starts),
  }))
  return { threads, saved, bare }
}

function onVotes({ book, filled: { profileDir, origin } }: FilledPhone, { starts }: Sizes, say: Say) {
  say('votes are opened')
  return tried(() => openVotes(profileDir, origin, book.liveThread, book.votes, starts))
}

const topicsFor = (entries: number): number => Math.max(4, Math.round(entries / 1100))
