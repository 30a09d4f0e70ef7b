import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

const stopwatch = new URL('./stopwatch.ts', import.meta.url).href

/** Runs `body` in a process of its own, timed by a stopwatch; gives what it said. */
function timed(body: string) {
  const code = `import { startStopwatch } from '${stopwatch}'
    const watch = startStopwatch('a surface', 500)
    ${body}
    await watch.stop()`
  const { stdout, signal } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', code],
    { encoding: 'utf8', timeout: 60_000 },
  )
  return {
    said: stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as object),
    signal,
  }
}

test('a message that never ends is named, with its bytes, and its process is ended', () => {
  const failed = 'took more than 0.5 s of the processor'
  expect(timed('watch.begin(7, Uint8Array.from([1, 2, 255])); for (;;);')).toEqual({
    said: [{ name: 'a surface', n: 7, failed, bytes: '0102ff' }],
    signal: 'SIGKILL',
  })
}, 60_000)

test('many quick messages are not, nor what is done between them', () => {
  const work = `const until = process.cpuUsage().user + 800_000
    for (let n = 0; process.cpuUsage().user < until; n++) {
      watch.begin(n, new Uint8Array(1))
      for (const end = Date.now() + 100; Date.now() < end;);
      watch.end()
    }
    await new Promise((next) => setTimeout(next, 300))
    for (const end = process.cpuUsage().user + 800_000; process.cpuUsage().user < end;);`
  expect(timed(work)).toEqual({ said: [], signal: null })
}, 60_000)
