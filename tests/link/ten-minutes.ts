// npm run weak-link: ten minutes at 800 ms and 60 kbit/s with black-outs of 90 s, then a new phone
// at the edge. --minutes N makes the first shorter.
import { keepFigures } from '#support/under-fire.ts'
import { joinAtEdge, weakLink } from './weak-link.ts'

const at = process.argv.indexOf('--minutes')
const minutes = at < 0 ? 10 : Number(process.argv[at + 1])
const every = 200
const blackOuts = []
for (let from = 60; from + 90 + 30 <= minutes * 60; from += every) blackOuts.push({ from, for: 90 })

console.log(`${minutes} minutes at 800 ms and 60 kbit/s, ${blackOuts.length} black-outs of 90 s`)
const so = await weakLink(minutes * 60, blackOuts, (line) => console.log(`  ${line}`))
const answered = so.answers.filter((code) => code === 'accepted' || code === 'duplicate').length
const joined = await joinAtEdge()
const figures = [
  `${minutes} minutes at 800 ms and 60 kbit/s, ${blackOuts.length} black-outs of 90 s`,
  `bytes: ${so.bytes} of ${Math.round(so.budget)}`,
  `sockets: ${so.sockets.made} in turn, ${so.sockets.mostAtOnce} at once`,
  `alarms: ${so.falseAlarms.length} false, ${so.alarms} of the village`,
  `words: ${answered} of ${so.said.here} answered, ${so.waiting} waiting, ${so.twice} lines twice`,
  `a new phone at the edge: ${joined.bytes} B for ${joined.history} B of entries in ${joined.seconds.toFixed(0)} s, ${joined.sockets} socket`,
]
for (const line of figures) console.log(line)
if (minutes === 10) keepFigures('npm run weak-link', figures)
const holds =
  joined.sockets === 1 &&
  joined.isWhole &&
  joined.failures.length === 0 &&
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
