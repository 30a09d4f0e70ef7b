import type { Overview } from './overview.ts'

/** What needs a hand, in the order of how soon. */
export type Alert =
  | { is: 'disk-stalled'; seconds: number }
  | { is: 'disk-low'; freeBytes: number }
  | { is: 'silent'; count: number; officers: number; days: number }
  | { is: 'phones-full'; count: number }
  | { is: 'no-backup'; days: number | undefined }
  | { is: 'slow'; waitMs: number }
  | { is: 'log-full' }

export const ALERTS = [
  'disk-stalled',
  'disk-low',
  'silent',
  'phones-full',
  'no-backup',
  'slow',
  'log-full',
] as const
const DISK_LOW_BYTES = 1024 ** 3
const BACKUP_DAYS = 7
const SLOW_MS = 500
/** A phone's storage counts as full from here on: a browser may then throw away what was not handed in. */
const FULL = 0.9
const DAY_MS = 24 * 3600 * 1000

/** Whether a phone's storage is nearly used up; false where its browser does not say. */
export const isFull = (room: { usedMb: number | null; quotaMb: number | null } | null | undefined): boolean =>
  !!room && room.usedMb !== null && room.quotaMb !== null && room.usedMb > room.quotaMb * FULL

/** All that is wrong now. */
export function alertsOf({ at, phones, silentDays, counts, machine }: Omit<Overview, 'alerts'>): Alert[] {
  const alerts: Alert[] = []
  const silent = phones.filter((one) => one.isSilent)
  const officers = silent.filter((one) => one.offices.length > 0).length
  const full = phones.filter((one) => isFull(one.met?.room)).length
  const { diskFreeBytes, backupAt, waitP99Ms, accessLogFull } = machine
  const backupDays = backupAt === undefined ? undefined : Math.floor((at - backupAt) / DAY_MS)
  if (counts.stalledMs > 10_000)
    alerts.push({ is: 'disk-stalled', seconds: Math.round(counts.stalledMs / 1000) })
  if (diskFreeBytes !== undefined && diskFreeBytes < DISK_LOW_BYTES)
    alerts.push({ is: 'disk-low', freeBytes: diskFreeBytes })
  if (silent.length) alerts.push({ is: 'silent', count: silent.length, officers, days: silentDays })
  if (full) alerts.push({ is: 'phones-full', count: full })
  if (backupDays === undefined || backupDays > BACKUP_DAYS) alerts.push({ is: 'no-backup', days: backupDays })
  if (waitP99Ms > SLOW_MS) alerts.push({ is: 'slow', waitMs: Math.round(waitP99Ms) })
  if (accessLogFull) alerts.push({ is: 'log-full' })
  return alerts
}
