import { execFileSync, spawnSync } from 'node:child_process'

/** Linux's way to serve a thread before others (SCHED_RR); what it starts is served so as well. */
const SERVED_FIRST = ['-r', '1']
/** As every thread is served by itself. */
const SHARED = ['-o', '0']

/** True where a browser's pages may be served before the rest of it (Linux, as root). */
export const canServePagesFirst = spawnSync('chrt', [...SERVED_FIRST, 'true']).status === 0

/**
 * Serves the pages of the Chromium with this profile before the rest of it, where that is allowed.
 *
 * A phone draws its pages on a core of their own. On two cores the browser's other threads want the same, and a page's
 * thread waited for them as long as it worked (410 of 880 ms, by /proc/<pid>/schedstat); served first, it waits 20 ms.
 */
export const servePagesFirst = (profileDir) => schedule(profileDir, SERVED_FIRST)

/** Lets the pages of that Chromium share the cores with the rest of it again. */
export const sharePages = (profileDir) => schedule(profileDir, SHARED)

function schedule(profileDir, how) {
  if (!canServePagesFirst) return
  const args = ['-a', '-p', ...how]
  const zygote = pidsOf(profileDir, 'zygote')[0]
  if (!zygote) throw new Error(`Chromium forks its pages from no process that is known: ${profileDir}`)
  execFileSync('chrt', [...args, zygote])
  // What was forked before. One that has just ended needs nothing.
  for (const page of pidsOf(profileDir, 'renderer')) spawnSync('chrt', [...args, page])
}

/** The second zygote, without a sandbox of its own, forks what draws for all pages, and no page. */
function pidsOf(profileDir, type) {
  const list = execFileSync('ps', ['-axww', '-o', 'pid=,args='], { encoding: 'utf8', maxBuffer: 1 << 26 })
  return list
    .split('\n')
    .filter((row) => row.includes(`--user-data-dir=${profileDir}`) && row.includes(`--type=${type}`))
    .filter((row) => !row.includes('--no-zygote-sandbox'))
    .map((row) => String(Number.parseInt(row, 10)))
}
