import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { en } from '#desk/rule-english.ts'
import { ruleWords } from '#desk/rule-words.ts'

const inReadme = [...readFileSync('src/rulebook/README.md', 'utf8').matchAll(/^\| ([A-Z]\d+) \|/gm)].map(
  (m) => m[1]!,
)

test('every rule of the rulebook has a sentence in both languages, and no sentence is without a rule', () => {
  expect(inReadme.length).toBeGreaterThan(30)
  expect(Object.keys(ruleWords.zh).sort()).toEqual([...inReadme].sort())
  expect(Object.keys(en).sort()).toEqual([...inReadme].sort())
})
