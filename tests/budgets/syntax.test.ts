// What is sent must be readable by Chrome 64 and Safari 13: one newer token is a white page.
import { parse } from 'acorn'
import type { Node } from 'acorn'
import { expect, test } from 'vitest'
import { read, released } from './release.ts'

const scripts = released.filter((file) => file.endsWith('.js'))
const styles = released.filter((file) => file.endsWith('.css'))

interface AnyNode extends Node {
  operator?: string
  param?: unknown
  bigint?: string
  regex?: { pattern: string; flags: string }
  exported?: unknown
}

/** What came after Chrome 64 or Safari 13, but within what acorn calls 2020 (which import() needs). */
function tooNew(node: AnyNode): string | undefined {
  if (node.type === 'ChainExpression') return 'optional chaining'
  if (node.type === 'LogicalExpression' && node.operator === '??') return '??'
  if (node.type === 'CatchClause' && node.param === null) return 'catch without a name'
  if (node.type === 'Literal' && node.bigint !== undefined) return 'a BigInt literal'
  if (node.type === 'ExportAllDeclaration' && node.exported) return 'export * as'
  if (node.regex && (/\(\?<[=!]/.test(node.regex.pattern) || /[dv]/.test(node.regex.flags)))
    return 'a newer pattern'
  return undefined
}

function walk(node: unknown, found: Set<string>): void {
  if (Array.isArray(node)) return node.forEach((child) => walk(child, found))
  if (typeof node !== 'object' || node === null) return
  const name = 'type' in node ? tooNew(node as AnyNode) : undefined
  if (name) found.add(name)
  Object.values(node).forEach((child) => walk(child, found))
}

test('there is something to read', () => {
  expect(scripts.length).toBeGreaterThan(3)
})

test.each(scripts)('%s', (file) => {
  // What stands in the root runs as a plain script: the polyfills, the page for old phones, the worker.
  const isModule = file.includes('/')
  const source = read(file).toString()
  const found = new Set<string>()
  walk(
    parse(source, { ecmaVersion: isModule ? 2020 : 2018, sourceType: isModule ? 'module' : 'script' }),
    found,
  )
  expect([...found]).toEqual([])
})

test.each(['polyfills.js', 'too-old.js'])('%s is ES5, for phones far older', (file) => {
  expect(() => parse(read(file).toString(), { ecmaVersion: 5 })).not.toThrow()
})

test('styles use nothing that makes an old phone drop whole rules', () => {
  const strange = styles.filter((file) =>
    /@layer|@container|&|:has\(|:where\(|:is\(/.test(read(file).toString()),
  )
  expect(strange).toEqual([])
})

test('the page holds no script or style of its own, as its policy forbids them', () => {
  const html = read('index.html').toString()
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/)
  expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=/)
  expect(html).not.toMatch(/(src|href)="(https?:)?\/\//)
})
