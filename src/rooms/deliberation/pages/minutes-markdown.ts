import type { Line, Section } from './minutes-sections.ts'

/** What people write stands as it is: no sign of theirs becomes a heading, a link or a cell. */
const plain = (text: string): string => text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&')
const quoted = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => `> ${plain(line)}`.trimEnd())
    .join('\n')

const lineOf = ({ text, by }: Line): string =>
  by ? `${quoted(text)}\n>\n> — ${plain(by)}` : plain(text).replace(/\r?\n/g, ' ')

const tableOf = ({ head, rows }: { head: string[]; rows: string[][] }): string =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map(plain))]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n')

/** The minutes as a Markdown file, with the results as tables (CommonMark, with the tables of GFM). */
export function markdownOf(title: string, head: string, sections: readonly Section[]): string {
  const blocks = [`# ${plain(title)}`, plain(head)]
  for (const { title: name, lines, parts } of sections) {
    blocks.push(`## ${plain(name)}`, ...lines.map(lineOf))
    for (const part of parts) {
      blocks.push(`### ${plain(part.title)}`, ...part.lines.map(lineOf))
      if (part.table) blocks.push(tableOf(part.table))
    }
  }
  return `${blocks.join('\n\n')}\n`
}
