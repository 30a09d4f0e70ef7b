// Surfaces in a process of their own: `child.ts SEED {"name": count, …}`. It says how far it is after each batch, so
// that the watchdog knows both that it lives and where it stopped.
import { startStopwatch } from './stopwatch.ts'
import { messageOf, type OpenSurface } from './surface.ts'
import { surfaces } from './surfaces.ts'

const BATCH = 250
const seed = Number(process.argv[2])
const counts = JSON.parse(process.argv[3]!) as Record<string, number>
const say = (line: object) => process.stdout.write(JSON.stringify(line) + '\n')

/** Where it is: what a failure is told with. */
let at: { name: string; n: number; open: OpenSurface } | undefined
function fail(error: unknown): never {
  const bytes = at && Buffer.from(messageOf(at.open, seed, at.n)).toString('hex')
  say({ name: at?.name, n: at?.n, failed: String(error), bytes })
  process.exit(1)
}
process.on('unhandledRejection', fail)
process.on('uncaughtException', fail)

for (const { name, open: openIt } of surfaces.filter((one) => counts[one.name] !== undefined)) {
  try {
    const open = await openIt()
    at = { name, n: 0, open }
    const stopwatch = startStopwatch(name)
    for (; at.n < counts[name]!; at.n++) {
      const message = messageOf(open, seed, at.n)
      stopwatch.begin(at.n, message)
      await open.feed(message)
      stopwatch.end()
      if (at.n % BATCH !== BATCH - 1) continue
      await open.check?.()
      say({ name, done: at.n + 1, rss: process.memoryUsage().rss })
    }
    await open.check?.()
    await open.close?.()
    await stopwatch.stop()
    say({ name, done: at.n })
  } catch (error) {
    fail(error)
  }
}
process.exit(0)
