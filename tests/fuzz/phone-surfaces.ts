// The phone's session as a whole: whatever a relay, or who stands in its place, sends over the socket.
import { noticePublished } from '#rulebook/notice.ts'
import { notice } from '#support/texts.ts'
import { accepted, foundTestVillage } from '#support/village.ts'
import { shown, type Held, type HeldLedger } from './held-ledger.ts'
import { nextLines, otherFrames } from './phone-frames.ts'
import { connect, inStep, type Line } from './phone-line.ts'
import { must, type OpenSurface, type Surface } from './surface.ts'

const BOARD = 'board/2026'
/** So many messages to a session at most: behind a volume that was frozen, others would fall on nothing. */
const A_SESSION = 12

/** Every line held before is there as it was; what came to it is an entry that somebody signed, or known as none. */
function mustStand(before: Held, now: Held) {
  for (const [name, { epoch, lines }] of before) {
    const { epoch: since, lines: all } = now.get(name)!
    const same = epoch === since && JSON.stringify(lines) === JSON.stringify(all.slice(0, lines.length))
    must(same, `lines of ${name} are not what they were`)
  }
}

async function onSession(isWelcome: boolean): Promise<OpenSurface> {
  // Each provider of a channel listens for the end of the process.
  process.setMaxListeners(0)
  let warned: Error | undefined
  // A time that no timer holds fires at once: such a message would keep the phone busy without end.
  const warn = (warning: Error) => void (warning.name === 'TimeoutOverflowWarning' && (warned = warning))
  process.on('warning', warn)
  const v = await foundTestVillage()
  const publish = (text: string) => accepted(v.say('陶书记', noticePublished, notice(text)))
  for (const text of ['一', '二', '三']) await publish(text)
  const first = await inStep(v)
  first.line.session.close()
  await first.line.session.ended
  const sound = first.line.ledger
  // What has come since opens a channel each time.
  for (const text of ['四', '五']) await publish(text)
  const second = await inStep(v, sound)
  second.line.session.close()
  await second.line.session.ended
  let [count, fed] = [0, 0]
  async function start(): Promise<Line> {
    if (isWelcome) return (await inStep(v, sound)).line
    const { line } = connect(v, sound, false)
    // Every other one has been greeted by the village's own relay; the others, by nobody yet.
    if (count++ % 2) line.say(first.frames[0]!)
    return line
  }
  const copy = ({ held }: HeldLedger): Held => new Map(held)
  let line = await start()
  let before = copy(line.ledger)

  async function end() {
    line.session.close()
    await line.session.ended
    mustStand(before, line.ledger.held)
    must(!warned, String(warned))
    // Who did not show the village's own signature has changed nothing at all.
    if (!line.ledger.signed.length)
      must(shown(line.ledger.held) === shown(sound.held), 'a stranger was believed')
  }
  async function again() {
    v.clock.now += 60_000
    line = await start()
    before = copy(line.ledger)
  }
  return {
    corpus: [...first.frames, ...second.frames, ...(await nextLines(v, 1)), ...(await otherFrames(v))],
    async feed(bytes) {
      if (line.isOver || ++fed % A_SESSION === 0) {
        await end()
        await again()
      }
      line.say(bytes)
      await new Promise((next) => setImmediate(next))
    },
    async check() {
      await end()
      v.clock.now += 60_000
      const sane = (await inStep(v, sound)).line
      must(sane.ledger.held.get(BOARD)!.k === 5, 'the phone no longer comes in step')
      sane.session.close()
      await sane.session.ended
      await again()
    },
    async close() {
      await end()
      process.off('warning', warn)
    },
  }
}

export const phoneSurfaces: Surface[] = [
  { name: 'frames to a phone before WELCOME', share: 40_000, open: () => onSession(false) },
  { name: 'frames to a phone after WELCOME', share: 40_000, open: () => onSession(true) },
]
