import { villageDay } from '#rulebook/village-time.ts'
import type { Relay } from '../relay.ts'
import type { PhoneFacts } from '../upkeep.ts'
import { alertsOf, type Alert } from './alerts.ts'
import type { Machine } from './machine.ts'

export const SHOWN_DAYS = 30
/** How far back refusals are counted (days). */
export const SPANS = [1, 7, 30, 180] as const
/** Days since a phone was last here, up to which each bucket goes. */
export const BUCKETS = [0, 3, 7, 14, 30, Infinity] as const

/** A phone, and for how many days nothing was heard of it. */
export interface Seen extends PhoneFacts {
  silentFor: number
  isSilent: boolean
}

/** All that the technician is shown; the page and /metrics are two ways of writing it. */
export interface Overview {
  village: string
  at: number
  today: number
  /** A phone is silent from so many days on. */
  silentDays: number
  /** The longest silent first. */
  phones: Seen[]
  /** How many phones were here within each bucket's days; `never` has those that have not come yet. */
  buckets: { upTo: number; count: number }[]
  never: number
  versions: { app: string; count: number }[]
  entries: { day: number; count: number }[]
  refused: { rule: string; within: number[] }[]
  counts: ReturnType<Relay['counts']>
  machine: Machine
  alerts: Alert[]
}

/** Looks at everything once. */
export function overview(relay: Relay, machine: Machine, silentDays: number): Overview {
  const at = relay.now()
  const today = villageDay(at)
  const phones = relay.upkeep
    .phones()
    .map((one): Seen => {
      // Who was let in yesterday and has not come yet has been silent since yesterday, not for ever.
      const silentFor = one.isHere ? 0 : Math.max(0, today - (one.met?.day ?? one.admitted))
      return { ...one, silentFor, isSilent: silentFor >= silentDays }
    })
    .sort((a, b) => b.silentFor - a.silentFor || (a.device < b.device ? -1 : 1))
  const met = phones.filter((one) => one.met)
  const facts = {
    village: relay.upkeep.villageName(),
    at,
    today,
    silentDays,
    phones,
    buckets: BUCKETS.map((upTo, n) => ({
      upTo,
      count: met.filter((one) => one.silentFor <= upTo && (n === 0 || one.silentFor > BUCKETS[n - 1]!))
        .length,
    })),
    never: phones.length - met.length,
    versions: tally(met.map((one) => one.met!.app)),
    entries: relay.upkeep.entriesByDay(SHOWN_DAYS),
    refused: refusedOf(relay),
    counts: relay.counts(),
    machine,
  }
  return { ...facts, alerts: alertsOf(facts) }
}

function tally(apps: string[]) {
  const counts = new Map<string, number>()
  for (const app of apps) counts.set(app, (counts.get(app) ?? 0) + 1)
  return [...counts].map(([app, count]) => ({ app, count })).sort((a, b) => b.count - a.count)
}

function refusedOf({ upkeep }: Relay) {
  const spans = SPANS.map((days) => upkeep.refusedWithin(days))
  const rules = [...spans.at(-1)!.keys()].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  return rules.map((rule) => ({ rule, within: spans.map((span) => span.get(rule) ?? 0) }))
}
