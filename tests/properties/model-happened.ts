import { WHO } from './model-phones.ts'

/** What has happened at all, and how often: runs in which nobody crashed say nothing of crashes. */
export const happened = new Map<string, number>()

/** Whether it is so, and that this has happened once more. */
export function noted(what: string, isSo: boolean): boolean {
  if (isSo) happened.set(what, (happened.get(what) ?? 0) + 1)
  return isSo
}

/** A deed's name without who did it and how often: what of it must have happened at least once. */
export const kindOf = (name: string) => name.replace(new RegExp(WHO.join('|'), 'g'), '…').replace(/\d+/g, 'n')
