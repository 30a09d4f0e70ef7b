// npm run weak-link: ten minutes at 800 ms and 60 kbit/s with black-outs of 90 s, then a new phone at the edge, once
// in peace and once with a reset every 200 KB. --minutes N makes the first shorter; --idle-minutes 60 adds a real hour
// in which nothing happens (0: not measured).
import { option } from '#support/option.ts'
import { keepFigures, keptLine } from '#support/under-fire.ts'
import { idle, joinAtEdge, weakLink, type EdgeJoin } from './weak-link.ts'

const COMMAND = 'npm run weak-link'
const IDLE = 'idle minutes'
const AN_IDLE_HOUR = 50_000
/** What a join may cost for each byte of entries: it is mostly they. */
const A_JOIN = 1.05

const minutes = Number(option('minutes') ?? 10)
const idleMinutes = Number(option('idle-minutes') ?? 0)
const every = 200
const blackOuts = []
for (let from = 60; from + 90 + 30 <= minutes * 60; from += every) blackOuts.push({ from, for: 90 })

console.log(`${minutes} minutes at 800 ms and 60 kbit/s, ${blackOuts.length} black-outs of 90 s`)
const so = await weakLink(minutes * 60, blackOuts, (line) => console.log(`  ${line}`))
const answered = so.answers.filter((code) => code === 'accepted' || code === 'duplicate').length
const joined = await joinAtEdge()
const resumed = await joinAtEdge({ resetEach: 200_000 })
if (idleMinutes) console.log(`${idleMinutes} idle minutes`)
const quiet = idleMinutes ? await idle(idleMinutes * 60) : undefined
const sayJoin = (one: EdgeJoin) =>
  `${one.bytes} B for ${one.history} B of entries in ${one.seconds.toFixed(0)} s, sockets: ${one.sockets}`
const figures = [
  `${minutes} minutes at 800 ms and 60 kbit/s, ${blackOuts.length} black-outs of 90 s`,
  `bytes: ${so.bytes} of ${Math.round(so.budget)}`,
  `sockets: ${so.sockets.made} in turn of at most ${so.sockets.may}, ${so.sockets.mostAtOnce} at once`,
  `the line given up though the road was open: ${so.falseAlarms.length}; forks or lines written over: ${so.alarms}`,
  `words: ${answered} of ${so.said.here} answered, ${so.waiting} waiting, ${so.twice} lines twice`,
  `a new phone at the edge: ${sayJoin(joined)}`,
  `the same with a reset every 200 KB: ${sayJoin(resumed)}`,
  ...(quiet
    ? [
        `${idleMinutes} ${IDLE}, ${new Date().toISOString().slice(0, 10)}: ${quiet.bytes} B, ${Math.round(quiet.anHour)} B an hour, sockets: ${quiet.sockets}`,
      ]
    : []),
]
/** An hour that was measured before stands until there is another. */
const earlier = quiet ? undefined : keptLine(COMMAND, IDLE)
for (const line of figures) console.log(line)
if (minutes === 10) keepFigures(COMMAND, [...figures, ...(earlier === undefined ? [] : [earlier])])
const isGood = (one: EdgeJoin) =>
  one.isWhole && one.twice === 0 && one.failures.length === 0 && one.bytes <= A_JOIN * one.history
const holds =
  isGood(joined) &&
  joined.sockets === 1 &&
  isGood(resumed) &&
  resumed.sockets > 1 &&
  (!quiet || (quiet.sockets === 1 && quiet.anHour <= AN_IDLE_HOUR)) &&
  so.twice === 0 &&
  so.bytes <= so.budget &&
  so.sockets.mostAtOnce === 1 &&
  so.sockets.made <= so.sockets.may &&
  so.falseAlarms.length === 0 &&
  so.alarms === 0 &&
  answered === so.said.here &&
  so.waiting === 0 &&
  so.isWhole &&
  so.failures.length === 0
console.log(holds ? '✓ it holds' : '✗ it does not hold')
process.exit(holds ? 0 : 1)
