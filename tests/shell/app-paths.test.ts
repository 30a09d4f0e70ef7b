import { expect, test } from 'vitest'
import { isPageOfApp } from '../../src/shell/app-paths.ts'

test.each(['/', '/notices', '/notices/3a.b/', '/letters/new', '/v1st', '/pingpong'])(
  '%s is a page',
  (path) => {
    expect(isPageOfApp(path)).toBe(true)
  },
)

test.each([
  '/v1',
  '/v1/offers',
  '/yjs',
  '/yjs/board',
  '/ping',
  '/healthz',
  '/metrics',
  '/ops',
  '/ops/sign-in',
  '/assets/gone-abc.js',
  '/assets/gone',
  '/icons/x.png',
  '/sw.js',
])('%s is the relay’s, or a file that may be missing', (path) => {
  expect(isPageOfApp(path)).toBe(false)
})
