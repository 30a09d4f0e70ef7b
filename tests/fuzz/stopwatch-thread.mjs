// Looks several times a second at which message is under way. The limit is the processor's time, as a crowded machine
// may let a good message wait; who waits for what never comes costs none, and has a longer limit of its own.
import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'

const WAITED_MS = 30_000
const { name, busyMs, now, bytes } = workerData

let seen = -1
let [cost, began] = [process.cpuUsage(), Date.now()]
setInterval(() => {
  const n = Atomics.load(now, 0)
  if (n !== seen || n < 0) {
    seen = n
    ;[cost, began] = [process.cpuUsage(), Date.now()]
    return
  }
  const { user, system } = process.cpuUsage(cost)
  const isBusy = (user + system) / 1000 > busyMs
  if (!isBusy && Date.now() - began < WAITED_MS) return
  const limit = isBusy ? `${busyMs / 1000} s of the processor` : `${WAITED_MS / 1000} s`
  const failed = `took more than ${limit}`
  writeSync(
    1,
    JSON.stringify({ name, n, failed, bytes: Buffer.from(bytes.subarray(0, now[1])).toString('hex') }) + '\n',
  )
  process.kill(process.pid, 'SIGKILL')
}, 100)
