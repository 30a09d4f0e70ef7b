// The table "who may lean on whom" (README, the house), held by a test, with a few habits of the house.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { filesBelow, importsOf } from './support/imports.ts'
import type { Import } from './support/imports.ts'

interface Rule {
  /** Folders or files of the project it may import; its own folder always. */
  may: string[]
  packages: string[]
}

const YJS = ['yjs', 'y-protocols', 'lib0']
const ENTRY = 'src/entry/'
const RULES = 'src/rulebook/'
const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: object
  devDependencies: object
}
const EVERYTHING: Rule = { may: ['src/'], packages: Object.keys(dependencies) }
/** Where pages stand, and what a door looks like: no more may stand beside the rooms. */
const SHARED_BY_ROOMS = ['src/rooms/paths.ts', 'src/rooms/door.ts']
const ROOM: Rule = {
  may: [RULES, 'src/desk/', 'src/ui/', ...SHARED_BY_ROOMS],
  packages: ['vue', 'vue-router'],
}
const ROOM_THAT_WRITES_TOGETHER: Rule = { ...ROOM, may: [...ROOM.may, 'src/cowriting/'] }
const RELAY: Rule = {
  may: [ENTRY, RULES],
  packages: [
    'ws',
    ...YJS,
    'fastify',
    '@fastify/helmet',
    '@fastify/rate-limit',
    '@fastify/static',
    'lmdb',
    'pino',
    'prom-client',
    'node:',
  ],
}

/** The longest path that a file's own path begins with is its rule. */
const TABLE: Record<string, Rule> = {
  'src/entry/': { may: [], packages: ['cborg'] },
  'src/rulebook/': { may: ['src/entry/format.ts', 'src/entry/bytes.ts'], packages: [] },
  'src/identity/': { may: [ENTRY, RULES], packages: [] },
  'src/ledger/': { may: [ENTRY, RULES], packages: ['dexie'] },
  'src/desk/': { may: [ENTRY, RULES, 'src/identity/', 'src/ledger/'], packages: ['vue', 'vue-router'] },
  'src/sync/': { may: [ENTRY, RULES, 'src/identity/', 'src/ledger/'], packages: [...YJS, 'y-websocket'] },
  // What both need of y-websocket stands where the one socket is.
  'src/cowriting/': { may: [RULES, 'src/sync/virtual-socket.ts'], packages: [...YJS, 'y-websocket'] },
  'src/ui/': { may: [], packages: ['vue', 'qr', 'uqr', '@lucide/vue'] },
  'src/rooms/': ROOM,
  'src/rooms/deliberation/': ROOM_THAT_WRITES_TOGETHER,
  'src/rooms/party/': ROOM_THAT_WRITES_TOGETHER,
  'src/shell/': {
    may: ['src/house.ts', 'src/rooms/door.ts', 'src/rooms/paths.ts', 'src/ui/', 'src/desk/'],
    packages: ['vue', 'vue-router', 'pinia', 'workbox-window'],
  },
  'src/shell/sw.ts': {
    may: ['src/shell/app-paths.ts', 'src/shell/background-offers.ts', 'src/shell/rest.ts'],
    packages: ['workbox-precaching'],
  },
  'src/house.ts': { may: ['src/rooms/door.ts'], packages: [] },
  'src/main.ts': EVERYTHING,
  // It puts a village of the tests behind its phones, and plays what the journeys play.
  'src/dev/': {
    may: ['src/', 'sync-server/', 'tests/support/'],
    packages: [...EVERYTHING.packages, ...Object.keys(devDependencies), 'node:'],
  },
  'sync-server/': RELAY,
  'sync-server/main.ts': { ...RELAY, may: [...RELAY.may, 'sync-server/'] },
  'sync-server/village/': {
    may: [...RELAY.may, 'sync-server/'],
    packages: [...RELAY.packages, 'citty', 'uqr'],
  },
}

const code = [...filesBelow('src'), ...filesBelow('sync-server')].filter(
  (file) => /\.(ts|vue)$/.test(file) && !file.endsWith('.d.ts'),
)
const imports = code.flatMap(importsOf)

const placeOf = (file: string) =>
  Object.keys(TABLE)
    .filter((place) => file.startsWith(place))
    .sort((a, b) => b.length - a.length)[0]
const roomOf = (file: string) => /^src\/rooms\/([^/]+)\//.exec(file)?.[1]
const say = ({ from, to }: Import) => `${from} imports ${to}`

/** Whether both stand in the same folder of the table; for rooms, in the same room. */
function isAtHome({ from, to }: Import): boolean {
  if (roomOf(from) || roomOf(to)) return roomOf(from) === roomOf(to)
  const place = placeOf(from) ?? ''
  return place.endsWith('/') && placeOf(to) === place
}

function isAllowed(one: Import): boolean {
  const rule = TABLE[placeOf(one.from) ?? '']
  if (!rule) return false
  if (one.isPackage) return rule.packages.includes(one.to)
  if (isAtHome(one) || rule.may.some((place) => one.to.startsWith(place))) return true
  if (one.from === 'src/house.ts') return /^src\/rooms\/[^/]+\/index\.ts$/.test(one.to)
  // The command line does what a person can do, by the same acts.
  return one.from.startsWith('sync-server/village/') && /^src\/rooms\/[^/]+\/acts\.ts$/.test(one.to)
}

test('every file stands in a folder of the table', () => {
  expect(code.filter((file) => !placeOf(file))).toEqual([])
})

test('nobody leans on whom the table does not name', () => {
  expect(imports.filter((one) => !isAllowed(one)).map(say)).toEqual([])
})

test('nothing imports the composition root or the dev page', () => {
  const roots = imports.filter(
    ({ from, to }) => /^src\/(main\.ts|dev\/)/.test(to) && !from.startsWith('src/dev/'),
  )
  expect(roots.map(say)).toEqual([])
})

test('acts know only the rulebook and what a desk looks like', () => {
  const wrong = imports.filter(
    ({ from, to, isTypeOnly }) =>
      /^src\/rooms\/[^/]+\/acts\.ts$/.test(from) &&
      !to.startsWith(RULES) &&
      !(to.startsWith('src/desk/') && isTypeOnly),
  )
  expect(wrong.map(say)).toEqual([])
})

test('parts take props and give events: no desk', () => {
  const wrong = imports.filter(
    ({ from, to }) => /^src\/rooms\/[^/]+\/parts\//.test(from) && to.startsWith('src/desk/'),
  )
  expect(wrong.map(say)).toEqual([])
})

test('every room has the same furniture, and no seventh piece', () => {
  const furniture =
    /^src\/rooms\/[^/]+\/(index\.ts|home\.ts|acts\.ts|readings\.ts|words\.ts|english\.ts|pages\/.+|parts\/.+)$/
  const strange = filesBelow('src/rooms').filter(
    (file) => !SHARED_BY_ROOMS.includes(file) && !furniture.test(file),
  )
  expect(strange).toEqual([])
})

test('only rooms have a door called index.ts', () => {
  const barrels = code.filter((file) => /(^|\/)index\.ts$/.test(file))
  expect(barrels.filter((file) => !/^src\/rooms\/[^/]+\/index\.ts$/.test(file))).toEqual([])
})

const everything = [...code, ...filesBelow('tests'), ...filesBelow('scripts')]

test('no file is longer than 300 lines, but for words and demo texts', () => {
  const isExempt = (file: string) =>
    /^(words|english)\.ts$/.test(path.posix.basename(file)) || file.includes('/demo/')
  const long = everything.filter(
    (file) =>
      /\.(ts|vue|mjs)$/.test(file) && !isExempt(file) && readFileSync(file, 'utf8').split('\n').length > 301,
  )
  expect(long).toEqual([])
})

test('the relay starts from wiring of at most 60 lines', () => {
  const main = 'sync-server/main.ts'
  if (existsSync(main)) expect(readFileSync(main, 'utf8').split('\n').length).toBeLessThanOrEqual(61)
})

test('nothing is called utils, helpers, common, manager or service', () => {
  const empty = /^(utils?|helpers?|common|managers?|services?)$/i
  const words = (file: string) => file.replace('service-worker', '').split(/[/.\-_]|(?<=[a-z])(?=[A-Z])/)
  expect(everything.filter((file) => words(file).some((word) => empty.test(word)))).toEqual([])
})

test('words of people are never HTML', () => {
  const html = /\bv-html\b|\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write\b/
  expect(code.filter((file) => file.startsWith('src/') && html.test(readFileSync(file, 'utf8')))).toEqual([])
})

test('what the app and the relay import stands among the dependencies', () => {
  const missing = imports.filter(
    ({ from, to, isPackage }) =>
      isPackage && to !== 'node:' && !(to in dependencies) && !from.startsWith('src/dev/'),
  )
  expect(missing.map(say)).toEqual([])
})
