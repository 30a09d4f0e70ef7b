import { isFailed, type Tried } from '../measures/figures.ts'

/** A figure as people read it: three digits that count, and its unit. */
export const number = (value: number): string => {
  if (value === Infinity) return '∞'
  const size = Math.abs(value)
  return size >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(size >= 10 ? 1 : 2)
}
export const ms = (value: number): string =>
  value === Infinity ? 'over 10 s' : value >= 1000 ? `${number(value / 1000)} s` : `${number(value)} ms`
export const bytes = (value: number): string =>
  value >= 1e6
    ? `${number(value / 1e6)} MB`
    : value >= 1e3
      ? `${number(value / 1e3)} KB`
      : `${Math.round(value)} B`
export const percent = (share: number): string => `${Math.round(share * 100)} %`
export const times = (ratio: number): string => (Number.isFinite(ratio) ? `${number(ratio)}×` : '∞')

/** A cell: the figure, or why there is none. */
export const cell = <T>(tried: Tried<T>, show: (value: T) => string): string =>
  isFailed(tried) ? `not measured: ${tried.failed}` : show(tried) + ofRuns(tried)

/** Where some runs were void, the medians are of fewer. */
const ofRuns = (value: unknown): string => {
  const { validRuns } = value as { validRuns?: number }
  return validRuns === undefined ? '' : ` (of ${validRuns} ${validRuns === 1 ? 'run' : 'runs'})`
}

export const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`
export const table = (head: string[], rows: string[]): string =>
  [row(...head), row(...head.map(() => '---')), ...rows].join('\n')
