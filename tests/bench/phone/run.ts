import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { makeBook } from '../book/make.ts'
import { tried, type Tried } from '../measures/figures.ts'
import type { Say } from '../servers-run.ts'
import type { Sizes } from '../sizes.ts'
import { fillPhone } from './fill.ts'
import { openThreads, openVotes, type Opened, type Result } from './threads.ts'
import { bareStart, warmStarts, type Started } from './start.ts'
import { bareWords, writeWords, type Saved } from './write.ts'

/** What a phone six times slower than this machine does, on a book that came to it through the real sync. */
export interface PhoneFigures {
  starts: { entries: number; filledInMs: Tried<number>; started: Tried<Started> }[]
  threads: Tried<Opened[]>
  votes: Tried<Result[]>
  saved: Tried<Saved[]>
  /** What the browser alone takes of a start and of a word (ms). */
  bare: Tried<{ start: number; word: number }>
}
export const SLOWDOWN = 6

export async function measurePhone(folder: string, sizes: Sizes, say: Say): Promise<PhoneFigures> {
  // A phone has several cores, and no server runs while it is looked at.
  execFileSync('taskset', ['-acp', '0,1', String(process.pid)], { stdio: 'ignore' })
  const figures: PhoneFigures = {
    starts: [],
    threads: { failed: 'not reached' },
    votes: { failed: 'not reached' },
    saved: { failed: 'not reached' },
    bare: { failed: 'not reached' },
  }
  const withThreads = sizes.books[1] ?? sizes.books[0]!
  const withVotes = sizes.books.at(-1)!
  for (const entries of sizes.books) {
    say(`a phone with ${entries} entries`)
    const { people, phones } = sizes
    const threads = entries === withThreads ? sizes.threads : []
    const votes = entries === withVotes ? sizes.votes : []
    const plan = {
      people,
      phones,
      entries,
      week: Math.min(sizes.week, entries / 4),
      topics: topicsFor(entries),
      threads,
      votes,
    }
    const book = await makeBook(path.join(folder, `phone-${entries}`), plan)
    const filled = await tried(() => fillPhone(book, say))
    if ('failed' in filled) {
      figures.starts.push({ entries, filledInMs: filled, started: filled })
      continue
    }
    const { profileDir, origin } = filled
    say('  warm starts')
    const started = await tried(() => warmStarts(profileDir, origin, sizes.starts))
    figures.starts.push({ entries, filledInMs: filled.ms, started })
    if (threads.length) {
      say('  debates are opened')
      figures.threads = await tried(() => openThreads(profileDir, origin, book.threads, sizes.starts))
      say('  words are written')
      figures.saved = await tried(() => writeWords(profileDir, origin, book.threads, 4 * sizes.starts))
      say('  the browser alone')
      figures.bare = await tried(async () => ({
        start: await bareStart(profileDir, sizes.starts),
        word: await bareWords(profileDir, origin, 4 * sizes.starts),
      }))
    }
    if (votes.length) {
      say('  votes are opened')
      const { liveThread } = book
      figures.votes = await tried(() => openVotes(profileDir, origin, liveThread, book.votes, sizes.starts))
    }
    rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 })
  }
  return figures
}

const topicsFor = (entries: number): number => Math.max(4, Math.round(entries / 1100))
