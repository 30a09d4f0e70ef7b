/** China has one time zone; a village's year begins at its own midnight. */
const VILLAGE_UTC_OFFSET_MS = 8 * 3600 * 1000
const DAY_MS = 24 * 3600 * 1000

/** The village's month that a time (ms) falls in: 2026-11. */
export const villageMonth = (at: number): string =>
  new Date(at + VILLAGE_UTC_OFFSET_MS).toISOString().slice(0, 7)
export const villageYear = (at: number): number => new Date(at + VILLAGE_UTC_OFFSET_MS).getUTCFullYear()
/** The village's day that a time (ms) falls in, counted from 1970. */
export const villageDay = (at: number): number => Math.floor((at + VILLAGE_UTC_OFFSET_MS) / DAY_MS)
/** The last moment (ms) of a day that is counted so. */
export const endOfVillageDay = (day: number): number => (day + 1) * DAY_MS - VILLAGE_UTC_OFFSET_MS - 1
