import type { Line, Section } from './minutes-sections.ts'

/** What people write stands as it is: no sign of theirs becomes a heading, a link or a cell. */
const plain = (text: string): string => text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&')
const quoted = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => `> ${plain(line)}`.trimEnd())
    .join('\n')

/** Where an entry stands for who reads the file elsewhere, and the words that lead there. */
type LinkOf = (path: string) => { to: string; see: string }

function lineOf({ text, by, to }: Line, linkOf: LinkOf): string {
  if (!by) return plain(text).replace(/\r?\n/g, ' ')
  const link = to && linkOf(to)
  return `${quoted(text)}\n>\n> — ${plain(by)}${link ? ` · [${plain(link.see)}](<${link.to}>)` : ''}`
}

const tableOf = ({ head, rows }: { head: string[]; rows: string[][] }): string =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map(plain))]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n')

/** The minutes as a Markdown file, with the results as tables (CommonMark, with the tables of GFM). */
export function markdownOf(
  title: string,
  head: string,
  sections: readonly Section[],
  linkOf: LinkOf,
): string {
  const inLines = (lines: readonly Line[]) => lines.map((line) => lineOf(line, linkOf))
  const blocks = [`# ${plain(title)}`, plain(head)]
  for (const { title: name, lines, parts } of sections) {
    blocks.push(`## ${plain(name)}`, ...inLines(lines))
    for (const part of parts) {
      blocks.push(`### ${plain(part.title)}`, ...inLines(part.lines))
      if (part.table) blocks.push(tableOf(part.table))
    }
  }
  return `${blocks.join('\n\n')}\n`
}
