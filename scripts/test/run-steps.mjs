import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ROOT } from '../ready/run.mjs'
import { countTests } from './count.mjs'

const running = new Set()

/** Ends a step with everything it started: vitest leaves workers, a journey leaves browsers. */
function endGroup(child) {
  try {
    if (process.platform === 'win32') child.kill('SIGKILL')
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has gone already.
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    running.forEach(endGroup)
    process.exit(130)
  })
}

/** Runs one command; its output is kept back, because a passing step has nothing to say. */
function listen(args, minutes) {
  return new Promise((resolve) => {
    const env = { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }) }
    const detached = process.platform !== 'win32'
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env,
      detached,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    running.add(child)
    const clock = setTimeout(() => {
      output += `\nGiven up after ${minutes} minutes.\n`
      endGroup(child)
    }, minutes * 60_000)
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    // 'exit', not 'close': a browser that was left behind would hold the pipes open for ever.
    child.once('exit', (code) => {
      clearTimeout(clock)
      running.delete(child)
      setTimeout(() => resolve({ code: code ?? 1, output }), 50)
    })
  })
}

async function runTool(step) {
  const { code, output } = await listen(step.args, step.minutes)
  return { output, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, leftOut: [] }
}

async function runTests(step) {
  const folder = mkdtempSync(path.join(tmpdir(), 'xiangyin-test-'))
  const file = path.join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  try {
    const { code, output } = await listen([...step.args, ...reporters], step.minutes)
    const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
    return { output, ...countTests(report, code) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function show(step, result, seconds) {
  const counts = [
    step.tool ? '' : `${result.passed} passed`,
    !step.tool && result.failed ? `${result.failed} failed` : '',
    result.leftOut.length ? `${result.leftOut.length} skipped` : '',
  ].filter(Boolean)
  if (result.failed > 0) console.log(`\n──── ${step.title} ────\n${result.output.trimEnd()}\n`)
  console.log(
    `${result.failed > 0 ? '✗' : '✓'} ${[step.title, ...counts].join(', ')} (${seconds.toFixed(1)} s)`,
  )
  // What a passing test wants to be read (the table of figures) begins with a bar.
  const figures = result.output.split('\n').filter((line) => line.startsWith('│'))
  if (result.failed === 0 && figures.length > 0) console.log(figures.join('\n'))
}

async function runStep(step, hasBrowser) {
  const started = Date.now()
  const noBrowser = { output: 'This step needs Chromium.', passed: 0, failed: 1, leftOut: [] }
  const run = step.tool ? runTool : runTests
  const result = step.needsBrowser && !hasBrowser ? noBrowser : await run(step)
  show(step, result, (Date.now() - started) / 1000)
  return result
}

/** Runs the steps, so many at a time, and goes on after a failing one. */
export async function runSide(steps, atOnce, hasBrowser) {
  const waiting = [...steps]
  const results = []
  const worker = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift())
      results.push(await runStep(step, hasBrowser))
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}
