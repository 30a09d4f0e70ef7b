import { WHO } from './model-phones.ts'

/** What has happened at all: runs in which nobody crashed say nothing of crashes. */
export const happened = new Set<string>()

/** A deed's name without who did it and how often: what of it must have happened at least once. */
export const kindOf = (name: string) => name.replace(new RegExp(WHO.join('|'), 'g'), '…').replace(/\d+/g, 'n')
