import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { filesBelow } from '../support/imports.ts'

test('nothing of the dev page is in what phones and relays get', () => {
  const built = [...filesBelow('dist'), ...filesBelow('dist-server')].filter((file) =>
    /\.(js|css|html|map|json|webmanifest)$/.test(file),
  )
  expect(built.length).toBeGreaterThan(20)
  // A word that every part of it has: paths in maps and manifests, messages, keys of storage, scenes.
  const traces = /src\/dev\/|stage:state|xiangyin-dev|turnClock|洪水之夜/
  expect(built.filter((file) => traces.test(file) || traces.test(readFileSync(file, 'utf8')))).toEqual([])
})
