// npm run weak-link: ten minutes at 800 ms and 60 kbit/s with black-outs of 90 s, then a new phone
// at the edge. --minutes N makes the first shorter.
import { joinAtEdge, weakLink } from './weak-link.ts'

const at = process.argv.indexOf('--minutes')
const minutes = at < 0 ? 10 : Number(process.argv[at + 1])
const every = 200
const blackOuts = []
for (let from = 60; from + 90 + 30 <= minutes * 60; from += every) blackOuts.push({ from, for: 90 })

console.log(`${minutes} minutes at 800 ms and 60 kbit/s, ${blackOuts.length} black-outs of 90 s`)
const so = await weakLink(minutes * 60, blackOuts, (line) => console.log(`  ${line}`))
const answered = so.answers.filter((code) => code === 'accepted' || code === 'duplicate').length
console.log(`bytes      ${so.bytes} of ${Math.round(so.budget)}`)
console.log(`sockets    ${so.sockets.made} in turn, ${so.sockets.mostAtOnce} at once`)
console.log(`alarms     ${so.falseAlarms.length} false, ${so.alarms} of the village`)
console.log(
  `words      ${answered} of ${so.said.here} answered, ${so.waiting} waiting, ${so.twice} lines twice`,
)
const joined = await joinAtEdge()
console.log(
  `at the edge ${joined.bytes} B for ${joined.history} B of entries in ${joined.seconds.toFixed(0)} s, ${joined.sockets} socket`,
)
const holds =
  joined.sockets === 1 &&
  joined.isWhole &&
  joined.failures.length === 0 &&
  so.bytes <= so.budget &&
  so.sockets.mostAtOnce === 1 &&
  so.falseAlarms.length === 0 &&
  so.alarms === 0 &&
  answered === so.said.here &&
  so.waiting === 0 &&
  so.isWhole &&
  so.failures.length === 0
console.log(holds ? '✓ it holds' : '✗ it does not hold')
process.exit(holds ? 0 : 1)
