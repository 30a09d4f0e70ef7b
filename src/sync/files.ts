import { FILES } from '#rulebook/files.ts'
import type { Backoff } from './backoff.ts'
import type { FileRequests } from './file-requests.ts'
import type { FileDoor, FileJob } from './ports.ts'

/** The relay has no room, or enough of this phone today. */
const LATER_MS = 10 * 60_000
/** What its author has not handed in yet may be there by now. */
const ASKED_ANEW_MS = 5 * 60_000

type How = 'done' | 'cut' | 'later' | 'session'

/**
 * Carries files one after the other, a part at a time, each from where the last one ended: own ones to the relay, then
 * those that somebody here wants to see. `mayGo`: words are all handed in; they always go first.
 */
export function carryFiles(o: {
  door: FileDoor
  ask: FileRequests
  mayGo(): boolean
  /** The session's token is not taken any more: another session brings another. */
  renew(): void
  failed(error: unknown): void
  /** How long between tries. */
  again: Backoff
}) {
  const { door, ask, again } = o
  let jobs: FileJob[] = []
  let isRunning = false
  let isStopped = false
  let waiting: ReturnType<typeof setTimeout> | undefined

  const asking = setInterval(() => o.mayGo() && void door.again().catch(o.failed), ASKED_ANEW_MS)
  const stop = door.jobs().subscribe((next) => {
    jobs = next
    look()
  }, o.failed)

  function look() {
    if (isStopped || isRunning || waiting !== undefined || jobs.length === 0 || !o.mayGo()) return
    isRunning = true
    void run()
      .catch((error: unknown) => {
        o.failed(error)
        wait(LATER_MS)
      })
      .then(() => {
        isRunning = false
        look()
      })
  }

  function wait(ms: number) {
    waiting = setTimeout(() => {
      waiting = undefined
      look()
    }, ms)
  }

  async function run() {
    for (let job = jobs[0]; job && !isStopped && o.mayGo(); job = jobs[0]) {
      const how = await (job.is === 'send' ? send(job) : fetch(job))
      if (how === 'cut') return o.mayGo() ? wait(again.next()) : undefined
      if (how === 'later') return wait(LATER_MS)
      if (how === 'session') return o.renew()
      // The list comes anew a moment after what was done has changed it.
      const { hash } = job
      jobs = jobs.filter((one) => one.hash !== hash)
    }
  }

  async function send({ hash, size }: FileJob): Promise<How> {
    const bytes = await door.toSend(hash)
    if (!bytes) return noted(hash, 'refused')
    let answer = await ask.come(hash, size)
    for (let tries = 0; ;) {
      const { status, offset } = answer
      // Behind a 409 stands where to go on; wrong bytes are begun anew, once.
      const goesOn = status === 204 || status === 409 || (status === 422 && tries++ === 0)
      if (!goesOn || offset === undefined) return said(hash, status)
      await door.sent(hash, offset)
      if (offset >= size) return 'done'
      if (!o.mayGo()) return 'cut'
      answer = await ask.send(hash, size, offset, bytes.subarray(offset, offset + FILES.partBytes))
      if (answer.status === 204) again.reset()
    }
  }

  async function fetch({ hash, size }: FileJob): Promise<How> {
    for (let tries = 0; o.mayGo();) {
      const from = await door.come(hash)
      const { status, bytes } = await ask.fetch(hash, from, Math.min(size, from + FILES.partBytes))
      if (status !== 206 || !bytes) return said(hash, status)
      again.reset()
      const got = await door.got(hash, from, bytes, Date.now())
      if (got === 'done' || got === 'damaged') return 'done'
      if (got === 'again' && tries++ > 0) return noted(hash, 'damaged')
    }
    return 'cut'
  }

  /** What a status says about this file, or about all of them. */
  async function said(hash: string, status: number | 'cut'): Promise<How> {
    if (status === 'cut' || (status >= 500 && status !== 507)) return 'cut'
    if (status === 401) return 'session'
    if (status === 429 || status === 507) return 'later'
    // Not there yet, or not to be had: it is asked for again with the next session, and the others go on.
    return noted(hash, status === 404 ? 'absent' : 'refused')
  }

  async function noted(hash: string, trouble: 'absent' | 'damaged' | 'refused'): Promise<How> {
    await door.trouble(hash, trouble)
    return 'done'
  }

  return {
    /** Something may have changed: a session stands, words have gone, or there are words to hand in. */
    look() {
      if (!o.mayGo()) ask.cut()
      look()
    },
    /** There is a new session: at once, and also what did not go in the last one. */
    async greeted() {
      clearTimeout(waiting)
      waiting = undefined
      again.reset()
      await door.again()
      look()
    },
    stop() {
      isStopped = true
      clearTimeout(waiting)
      clearInterval(asking)
      ask.cut()
      stop()
    },
  }
}
export type Carrying = ReturnType<typeof carryFiles>
