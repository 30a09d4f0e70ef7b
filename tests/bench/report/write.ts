import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import path from 'node:path'
import { CODE } from '#support/under-fire.ts'
import type { BookFigures } from '../book/have.ts'
import type { Floor } from '../measures/floor.ts'
import type { PhoneFigures } from '../phone/run.ts'
import type { ServerFigures } from '../servers-run.ts'
import type { Sizes } from '../sizes.ts'
import { percent, row, table } from './format.ts'
import { phoneTable } from './phone.ts'
import { bookWords, figureTable, ratioTable } from './servers.ts'
import { phoneTargets, serverTargets } from './targets.ts'
import { floorWords, HOW, PEERS } from './words.ts'

export interface Report {
  isQuick: boolean
  sizes: Sizes
  seconds: number
  /** What no delivery of ours can do without. */
  floor: Floor | undefined
  book?: BookFigures
  clients?: number
  servers?: ServerFigures
  phone?: PhoneFigures
  /** How much of a core others took meanwhile (1: all of it). */
  others: number
  /** The half that was left out this time, and when it was measured. */
  kept?: { half: Half | 'all but long debates'; date: string }
}
export type Half = 'servers' | 'phone'
/** What may be measured alone: a half, or the long debates of the phone's. */
export type Only = Half | 'matters'
/** A quick run is not for comparing, and does not overwrite what is. */
export const fileOf = (isQuick: boolean, ending: 'md' | 'json'): string =>
  path.resolve(import.meta.dirname, '..', `${isQuick ? 'quick' : 'latest'}.${ending}`)
/** JSON knows no infinity. */
const OVER = 'over the limit'

/** Writes what was measured for people, and beside it for programs. */
export function writeReport(report: Report): void {
  const { servers, phone, book, sizes } = report
  const targets = [
    ...(servers && book
      ? serverTargets(
          servers,
          book,
          sizes.loads.map((one) => one.phones),
          sizes.crowds.phones,
          report.floor,
        )
      : []),
    ...(phone ? phoneTargets(phone) : []),
  ]
  const machine = { cores: cpus().length, model: cpus()[0]!.model, memory: totalmem(), node: process.version }
  const date = new Date().toISOString()
  const isMet = { true: 'yes', false: '**no**', undefined: 'not measured' }
  const parts = [
    '# Measured\n',
    `${minuteOf(date)} UTC, ${machine.cores} cores (${machine.model}), ` +
      `${Math.round(machine.memory / 2 ** 30)} GB, Node ${machine.node}${CODE}, in ${Math.round(report.seconds / 60)} minutes` +
      `, ${companyWords(report.others, phone !== undefined && report.kept?.half !== 'phone')}. By \`npm run bench${report.isQuick ? ' -- --quick' : ''}\`.` +
      `${report.isQuick ? ' **A quick run: small, short and once; it shows that everything works, not how fast.**' : ''}` +
      `${report.kept ? keptWords(report.kept) : ''}\n`,
    ...(servers
      ? ['## Ratios: the peers against ours (above 1, ours is better)\n', ratioTable(servers, sizes), '']
      : []),
    '## Targets\n',
    table(
      ['', 'asked', 'measured', 'met', 'why not'],
      targets.map((t) =>
        row(t.what, t.asked, t.measured, isMet[String(t.isMet) as keyof typeof isMet], t.why),
      ),
    ),
    '',
    ...(servers ? ['## Figures\n', figureTable(servers, sizes), ''] : []),
    ...(phone
      ? ['## A phone whose pages run six times slower than this machine\n', phoneTable(phone), '']
      : []),
    '## What the peers do not do\n',
    PEERS,
    '',
    ...(report.floor ? [floorWords(report.floor), ''] : []),
    '## How\n',
    ...(book ? [`${bookWords(book, report.clients!, sizes)}\n`] : []),
    HOW(sizes),
  ]
  writeFileSync(fileOf(report.isQuick, 'md'), parts.join('\n'))
  const kept = { date, machine, ...report, targets }
  const noInfinity = (_: string, value: unknown) => (value === Infinity ? OVER : value)
  writeFileSync(fileOf(report.isQuick, 'json'), `${JSON.stringify(kept, noInfinity, 2)}\n`)
}

/** Who else had the machine: figures of a busy one are not for comparing. */
/** A browser's pages are waited for by none of ours, and so count as others where a phone was measured. */
const companyWords = (others: number, withPhone: boolean): string => {
  const who = withPhone ? 'others and the phone’s own pages' : 'others'
  const words = `${who} took ${percent(others)} of a core`
  return others > 0.1 && !withPhone ? `**while ${words}**` : words
}

const keptWords = ({ half, date }: NonNullable<Report['kept']>): string =>
  half === 'all but long debates'
    ? ` Only long debates were opened; all else is that of ${minuteOf(date)}.`
    : ` Without the half of the ${half}, which is that of ${minuteOf(date)}.`

const minuteOf = (date: string): string => date.slice(0, 16).replace('T', ' ')

/** The half that is not measured this time, as the last run of this size left it. */
export function otherHalf(measured: Only, isQuick: boolean): Partial<Report> {
  const file = fileOf(isQuick, 'json')
  if (!existsSync(file)) return {}
  const restored = (_: string, value: unknown) => (value === OVER ? Infinity : value)
  const last = JSON.parse(readFileSync(file, 'utf8'), restored) as Report & { date: string }
  const { servers, book, clients, phone, floor } = last
  if (measured === 'matters')
    return {
      ...{ servers, book, clients, phone, floor },
      kept: { half: 'all but long debates', date: last.kept?.date ?? last.date },
    }
  const half = measured === 'servers' ? 'phone' : 'servers'
  if (!last[half]) return {}
  const kept = { half, date: last.kept?.half === half ? last.kept.date : last.date } as const
  // The floor is that of the servers, measured in their hour.
  return half === 'phone' ? { phone, kept } : { servers, book, clients, floor, kept }
}
