import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const folder = 'src/rulebook'
const sources = readdirSync(folder).filter((name) => name.endsWith('.ts'))
const read = (path: string) => readFileSync(path, 'utf8')
const inCode = new Map<string, string>()
for (const name of sources)
  for (const [, id, sentence] of read(join(folder, name)).matchAll(
    /(?:\/\/|\*) ([ERNTVBDHLOCMFPS]\d+): (.*?)(?: \*\/)?$/gm,
  ))
    inCode.set(id!, sentence!)
const inReadme = new Map(
  [...read(join(folder, 'README.md')).matchAll(/^\| ([AERNTVBDHLOCMFPS]\d+) \| (.*) \|$/gm)].map((m) => [
    m[1]!,
    m[2]!,
  ]),
)
const tests = ['tests/rulebook', 'tests/relay']
  .flatMap((dir) => readdirSync(dir).map((name) => join(dir, name)))
  .filter((path) => path.endsWith('.ts'))
  .map(read)
  .join('\n')

describe('the rulebook’s sentences', () => {
  it('stand in the code word for word as in the README', () => {
    const readme = Object.fromEntries([...inReadme].filter(([id]) => !id.startsWith('A')))
    expect(Object.fromEntries([...inCode].sort())).toEqual(Object.fromEntries(Object.entries(readme).sort()))
  })

  it('every rule that the code refuses by stands in the README', () => {
    const refusals = sources.flatMap((name) =>
      [...read(join(folder, name)).matchAll(/refused\('(\w+)'/g)].map((m) => m[1]!),
    )
    expect(refusals.filter((id) => !inReadme.has(id))).toEqual([])
  })

  it('every rule has a test that quotes its id', () => {
    expect([...inReadme.keys()].filter((id) => !tests.includes(`[${id}]`))).toEqual([])
  })
})
