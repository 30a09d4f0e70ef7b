import { readFileSync } from 'node:fs'

/** Clock ticks a second, as Linux tells processor time. */
const TICKS = 100

/** Processor seconds of the whole machine so far: at work, for whomever. */
function machine(): number {
  const [user, nice, system, , , irq, softirq, steal] = readFileSync('/proc/stat', 'utf8')
    .split('\n')[0]!
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number)
  return (user! + nice! + system! + irq! + softirq! + steal!) / TICKS
}

/** Those of this process and of all that it started and saw end. */
function own(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]!.split(' ')
  // utime, stime, cutime and cstime: the 14th to the 17th field, and here two have gone before.
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS
}

/**
 * Looks how much of a core others take from now on; gives the share so far (1: a core of its own). What the system does
 * for us in the background counts as others'.
 */
export function watchCompany(): () => number {
  const [busy, ours, since] = [machine(), own(), performance.now()]
  return () => Math.max(0, machine() - busy - (own() - ours)) / ((performance.now() - since) / 1000)
}
