import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeLastRelease } from '../../scripts/build/last-release.mjs'

let dist: string

beforeEach(() => (dist = path.join(mkdtempSync(path.join(tmpdir(), 'xiangyin-dist-')), 'dist')))
afterEach(() => rmSync(path.dirname(dist), { recursive: true }))

/** A build as vite does it: what was there goes, the new files and their list come. */
function build(name: string): void {
  const last = takeLastRelease(dist)
  rmSync(dist, { recursive: true, force: true })
  mkdirSync(path.join(dist, 'assets'), { recursive: true })
  mkdirSync(path.join(dist, '.vite'))
  writeFileSync(path.join(dist, `assets/room-${name}.js`), name)
  writeFileSync(path.join(dist, `assets/room-${name}.css`), name)
  const manifest = { room: { file: `assets/room-${name}.js`, css: [`assets/room-${name}.css`] } }
  writeFileSync(path.join(dist, '.vite/manifest.json'), JSON.stringify(manifest))
  last.putBack()
}

const standing = () => readdirSync(path.join(dist, 'assets')).sort()

test('the last release’s files stay beside the new ones, older ones go', () => {
  build('one')
  expect(standing()).toEqual(['room-one.css', 'room-one.js'])
  build('two')
  expect(standing()).toEqual(['room-one.css', 'room-one.js', 'room-two.css', 'room-two.js'])
  build('three')
  expect(standing()).toEqual(['room-three.css', 'room-three.js', 'room-two.css', 'room-two.js'])
})
