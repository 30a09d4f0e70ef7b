import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'

const FILE = path.resolve(import.meta.dirname, '../under-fire.md')
const TOP = `# Under fire

What the last full runs came to, each written here by its command. What must hold stands in the command's own code.
Bytes are TCP payload, as it passes the proxy between phone and relay.
`

/** Keeps what a full run came to in its part of tests/under-fire.md, and leaves the parts of other commands as they are. */
export function keepFigures(command: string, lines: string[]): void {
  const parts = existsSync(FILE) ? partsOf(readFileSync(FILE, 'utf8')) : new Map<string, string>()
  const when = `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const where = `${cpus().length} cores (${cpus()[0]!.model}), Node ${process.version}`
  parts.set(command, `\n${when}, ${where}${CODE}.\n\n${lines.map((line) => `- ${line}\n`).join('')}`)
  const written = [...parts].sort(([a], [b]) => a.localeCompare(b))
  writeFileSync(FILE, TOP + written.map(([name, text]) => `\n## \`${name}\`\n${text}`).join(''))
}

/** A line of what a command kept last; nothing where it kept none that begins so or holds this. */
export const keptLine = (command: string, holds: string): string | undefined =>
  existsSync(FILE)
    ? partsOf(readFileSync(FILE, 'utf8'))
        .get(command)
        ?.split('\n')
        .find((line) => line.includes(holds))
        ?.slice(2)
    : undefined

/** Of which code the figures are, so that a reader can see what has changed since; nothing where there is no git. */
function codeWords(): string {
  const { status, stdout } = spawnSync('git', ['describe', '--always', '--dirty'], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  })
  return status === 0 ? `, code ${stdout.trim()}` : ''
}

/** Asked once, before figures are written: these would make it other code. */
export const CODE = codeWords()

const partsOf = (text: string) =>
  new Map(
    text
      .split('\n## `')
      .slice(1)
      .map((part): [string, string] => {
        const end = part.indexOf('`\n')
        return [part.slice(0, end), part.slice(end + 2)]
      }),
  )
