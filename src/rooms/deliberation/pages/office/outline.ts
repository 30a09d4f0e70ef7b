import type { Section } from '../minutes-sections.ts'
import type { MinutesWords } from '../minutes-words.ts'

/** What the app has drawn up of a debate, as the beginning of a text: what was dealt with, counted and decided. */
export function outlineOf(sections: readonly Section[], w: MinutesWords): string {
  const wanted = [w.agenda, w.votes, w.decisions]
  return sections
    .filter(({ title }) => wanted.includes(title))
    .map(({ title, lines, parts }) =>
      [
        `【${title}】`,
        ...lines.map(({ text, by }) => [text, by].filter(Boolean).join(' · ')),
        ...parts.flatMap((part, n) => [
          ...(n > 0 ? [''] : []),
          part.title,
          ...part.lines.map(({ text }) => text),
          ...(part.table?.rows.map((row) => row.join(' ')) ?? []),
        ]),
      ].join('\n'),
    )
    .join('\n\n')
}
