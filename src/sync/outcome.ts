import type { SharedLink } from './leader.ts'

/** How 现在同步 ended. */
export type Outcome = 'all-received' | 'still-here' | 'no-network'

const REACHED_SHORTLY_MS = 20_000
const DONE_SHORTLY_MS = 60_000

/** Waits until a try has come to something, and no longer than a person would. */
export function outcomeOf(
  link: () => SharedLink,
  watchers: Set<() => void>,
  triesBefore: number,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const finish = (how: Outcome) => {
      clearTimeout(unreached)
      clearTimeout(unfinished)
      watchers.delete(see)
      resolve(how)
    }
    const see = () => {
      const { state, isSettled, tries } = link()
      if (state === 'current') finish('all-received')
      else if (state === 'up' && isSettled) finish('still-here')
      else if (state === 'barred') finish('still-here')
      else if (state === 'off' && tries > triesBefore) finish('no-network')
    }
    const unreached = setTimeout(() => {
      if (link().state !== 'up') finish('no-network')
    }, REACHED_SHORTLY_MS)
    const unfinished = setTimeout(
      () => finish(link().state === 'up' ? 'still-here' : 'no-network'),
      DONE_SHORTLY_MS,
    )
    watchers.add(see)
    see()
  })
}
