// npm run bench: our relay beside what people would use instead, and the app on a slow phone.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { keepFigures } from '#support/under-fire.ts'
import { watchCompany } from './measures/company.ts'
import { floorOf } from './measures/floor.ts'
import { fileOf, otherHalf, writeReport, type Only } from './report/write.ts'
import { measureServers, prepare } from './servers-run.ts'
import { measureMatters } from './phone/matters.ts'
import { measurePhone, onAllCores } from './phone/run.ts'
import { FULL, QUICK } from './sizes.ts'

const isQuick = process.argv.includes('--quick')
const only = process.argv.find((one) => one.startsWith('--only='))?.slice(7) as Only | undefined
const sizes = isQuick ? QUICK : FULL
const started = Date.now()
const others = watchCompany()
/** So long a run may take (s). */
const MOST = isQuick ? 8 * 60 : 60 * 60
// Browsers and servers end with this process; without a word of ours the browser's driver would go on.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))
const say = (what: string) =>
  console.log(`${String(Math.round((Date.now() - started) / 1000)).padStart(5)} s  ${what}`)
const folder = mkdtempSync(path.join(tmpdir(), 'xiangyin-bench-book-'))
try {
  say(`a village of ${sizes.people} people and ${sizes.entries} entries is founded`)
  const ground = only && only !== 'servers' ? undefined : await prepare(folder, sizes)
  const measured = ground && (await measureServers(ground, sizes, say))
  const other = only && otherHalf(only, isQuick)
  // Before the phone, which takes both cores; where the servers' figures are kept, with the floor of their hour.
  const floor = measured ? await floorOf(folder, measured) : other?.floor
  const phone = await phoneFigures()
  async function phoneFigures() {
    if (only === 'servers') return undefined
    if (only !== 'matters') return measurePhone(folder, sizes, say)
    if (!other?.phone)
      throw new Error('long debates are measured anew only beside what a run has measured before')
    onAllCores()
    return { ...other.phone, matters: await measureMatters(folder, sizes, say) }
  }
  const seconds = Math.round((Date.now() - started) / 1000)
  writeReport({
    isQuick,
    sizes,
    seconds,
    floor,
    others: others(),
    ...(ground &&
      measured && {
        servers: measured.servers,
        book: ground.book.figures,
        clients: ground.documents.clients,
      }),
    ...other,
    ...(phone && { phone }),
  })
  say(path.relative('.', fileOf(isQuick, 'md')))
  // The figures of a quick run are not for comparing, but that it is quick is asked.
  if (isQuick && !only) keepFigures('npm run bench -- --quick', [`${seconds} s of at most ${MOST}`])
  if (seconds > MOST) {
    say(`it took longer than ${MOST / 60} minutes`)
    process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
