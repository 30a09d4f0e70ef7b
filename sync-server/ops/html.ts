/** Markup that may stand in a page as it is. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}
type Part = Markup | string | number | undefined | false | readonly Part[]

const MEANS_SOMETHING = /[&<>"'`]/g

/** The one way from a value into a page: only markup made here stays markup, everything else becomes plain text. */
function asText(part: Part): string {
  if (part instanceof Markup) return part.text
  if (part === undefined || part === false) return ''
  if (typeof part === 'object') return part.map(asText).join('')
  return String(part).replace(MEANS_SOMETHING, (one) => `&#${one.charCodeAt(0)};`)
}

/** A piece of a page: html`<p>${whatever a stranger said}</p>`. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(strings.reduce((before, text, n) => before + asText(parts[n - 1]) + text))

/** Chinese, and English beside it. */
export const both = (zh: string, en: string): Markup =>
  html`<span class="zh">${zh}</span> <span class="en" lang="en">${en}</span>`
