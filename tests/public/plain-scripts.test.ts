// The two scripts that run before the app, tried in a browser that lacks what they are for.
import { readFileSync } from 'node:fs'
import vm from 'node:vm'
import { expect, test } from 'vitest'

/** A world of its own with the polyfilled functions taken away, as on a phone of 2018. */
function oldWorld() {
  const world = vm.createContext({ setTimeout }) as Record<string, unknown>
  vm.runInContext(
    `var self = this
     delete this.globalThis; delete this.queueMicrotask; delete Promise.allSettled; delete Object.hasOwn
     delete String.prototype.replaceAll; delete String.prototype.at; delete Array.prototype.at`,
    world,
  )
  vm.runInContext(readFileSync('public/polyfills.js', 'utf8'), world)
  return (script: string) => vm.runInContext(script, world) as unknown
}

test('the polyfills do what the real ones do', async () => {
  const run = oldWorld()
  expect(run('globalThis === self')).toBe(true)
  expect(run('Object.hasOwn({ a: 1 }, "a") && !Object.hasOwn({}, "toString")')).toBe(true)
  expect(run('[1, 2, 3].at(-1) + "村里".at(-1) + [1].at(5)')).toBe('3里undefined')
  expect(run('"a.b.c".replaceAll(".", "-")')).toBe('a-b-c')
  expect(run('"[(x)]+$^|\\\\*?{}".replaceAll("[(x)]+$^|\\\\*?{}", "y")')).toBe('y')
  expect(run('"aXbX".replaceAll(/x/gi, (m) => m + "!")')).toBe('aX!bX!')
  expect(JSON.stringify(await run('Promise.allSettled([1, Promise.resolve(2), Promise.reject(3)])'))).toBe(
    '[{"status":"fulfilled","value":1},{"status":"fulfilled","value":2},{"status":"rejected","reason":3}]',
  )
  expect(
    await run('new Promise((done) => { var n = []; queueMicrotask(() => done(n.join())); n.push("first") })'),
  ).toBe('first')
})

test('the polyfills leave alone what is there, and nothing they add is enumerable', () => {
  const run = oldWorld()
  expect(run('var seen = []; for (var i in [7]) seen.push(i); seen.join()')).toBe('0')
  const here = vm.createContext({}) as Record<string, unknown>
  vm.runInContext('var self = this, before = Array.prototype.at', here)
  vm.runInContext(readFileSync('public/polyfills.js', 'utf8'), here)
  expect(vm.runInContext('before === Array.prototype.at', here)).toBe(true)
})

interface Node {
  children: (Node | string)[]
  firstChild: unknown
  href: string
}

/** Just enough of a page for too-old.js; `lacks` are the things this browser does not have. */
function openPage(lacks: string[], phone = '') {
  const make = (): Node & Record<string, unknown> => ({
    children: [],
    href: '',
    firstChild: null,
    style: {},
    setAttribute() {},
    appendChild(child: Node | string) {
      this.children.push(child)
    },
    ...(lacks.includes('noModule') ? {} : { noModule: false }),
  })
  const body = make()
  const world: Record<string, unknown> = {
    PointerEvent: 1,
    Promise,
    Proxy,
    indexedDB: {},
    document: {
      readyState: 'complete',
      body,
      createElement: make,
      createTextNode: (text: string) => text,
      querySelector: () => ({ getAttribute: () => phone }),
    },
  }
  lacks.forEach((name) => (world[name] = undefined))
  if (lacks.includes('named groups')) world.RegExp = () => { throw new SyntaxError('(?<') } // prettier-ignore
  world.window = world
  vm.runInContext(readFileSync('public/too-old.js', 'utf8'), vm.createContext(world))
  const words = (node: Node | string): string =>
    typeof node === 'string' ? node : node.href + node.children.map(words).join('\n')
  return words(body)
}

test('a phone that can run the app sees nothing of it', () => {
  expect(openPage([])).toBe('')
})

test.each(['noModule', 'PointerEvent', 'Proxy', 'indexedDB', 'named groups'])(
  'without %s it says what to do',
  (lack) => {
    const page = openPage([lack])
    expect(page).toContain('请试一试')
    expect(page).toContain('请到村委会办公室')
    expect(page).toContain('too old')
  },
)

test('the village’s number stands there, to be tapped', () => {
  const page = openPage(['Proxy'], ' 0858-123 4567 ')
  expect(page).toContain('tel:08581234567')
  expect(page).toContain('0858-123 4567')
})
