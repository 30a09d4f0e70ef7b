import { spawnSync } from 'node:child_process'
import { canServePagesFirst } from '../ready/pages-first.mjs'
import { CATEGORIES, scoreIn, TIMES } from './measure.mjs'

const NEEDED = { performance: 90, accessibility: 100, 'best-practices': 100 }

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)]
const scoreOf = ({ reports }, category) => median(reports.map((report) => scoreIn(report, category)))

function measureOf({ reports }, audit) {
  const all = reports.map(({ audits }) => audits[audit])
  const value = median(all.map(({ numericValue }) => numericValue))
  return all[0].numericUnit === 'millisecond' ? `${Math.round(value)} ms` : value.toFixed(2)
}

/** Of which code the figures are; nothing where there is no git. */
function codeWords() {
  const { status, stdout } = spawnSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' })
  return status === 0 ? `, code ${stdout.trim()}` : ''
}

/** True where the median of a page falls short. */
export const isShort = (pages) =>
  pages.some((page) => CATEGORIES.some((category) => scoreOf(page, category) < NEEDED[category]))

/** The figures as a page of Markdown, with the circumstances that they hold for. */
export function tableOf(pages, { runs, load, cores }) {
  const { lighthouseVersion, configSettings, environment } = pages[0].reports[0]
  const { throttling } = configSettings
  const speed = `${(throttling.throughputKbps / 1024).toFixed(1)} Mbit/s, ${throttling.rttMs} ms, CPU ${throttling.cpuSlowdownMultiplier} times slower`
  const chromium = /Chrome\/(\d+)/.exec(environment.hostUserAgent)?.[1]
  const rows = pages.map((page) => {
    const scores = CATEGORIES.map((category) => scoreOf(page, category))
    const times = TIMES.map((audit) => measureOf(page, audit))
    return `| ${[page.name, ...scores, ...times].join(' | ')} |`
  })
  const shared = pages.map((page) => scoreOf(page.shared, 'performance'))
  const low = pages.map(({ reports }) => median(reports.map(({ lowWindow }) => lowWindow)))
  return `# Lighthouse

Written by \`npm run lighthouse\` on ${new Date().toISOString().slice(0, 10)}: Lighthouse ${lighthouseVersion}, Chromium ${chromium}, mobile, slow 4G by simulation
(${speed}), the built app and the real relay with the demo village${codeWords()}.
Median of ${runs}; load of the machine ${load.map((one) => one.toFixed(1)).join(' before, ')} after, on ${cores} cores;
${canServePagesFirst ? `the page goes before the rest of the browser; where it shares the cores with it, performance is ${shared.join(' and ')}.` : 'the page shared them with the rest of the browser, and was blocked for longer than it worked.'}
Accessibility is judged in a window as high as the page, as a row half under the tabs counts as too small; in
Lighthouse's own window it is ${low.join(' and ')}.
Needed: performance ${NEEDED.performance}, accessibility ${NEEDED.accessibility}, best practices ${NEEDED['best-practices']}.

| page | performance | accessibility | best practices | first contentful paint | largest contentful paint | total blocking time | layout shift |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}
`
}

/** What keeps a page from 100 where 100 is needed, for whoever mends it. */
export function findingsOf(pages) {
  return pages.flatMap(({ name, reports }) =>
    CATEGORIES.filter((category) => NEEDED[category] === 100).flatMap((category) =>
      reports[0].categories[category].auditRefs
        .filter(({ id, weight }) => weight > 0 && (reports[0].audits[id].score ?? 1) < 1)
        .map(({ id }) => `✗ ${name}: ${category}: ${reports[0].audits[id].title} (${id})`),
    ),
  )
}
