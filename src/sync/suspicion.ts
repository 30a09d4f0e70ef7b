import type { Head, SignedHead } from '#entry/heads.ts'
import type { Door, Lack } from './ports.ts'

/** Holds the number with which a relay greets against what this phone has from it, until that has come back. */
export interface Suspicion {
  /** The relay asks for a volume, from this line on. */
  recalled(volume: string, from: number): void
  /** The relay has signed how long a volume is. */
  head(head: Head): Promise<void>
  /** The volume did not hold, and an alarm was raised for it. */
  frozen(volume: string): void
  /** All that was said before the question has been heard and answered. */
  answered(): void
  isToLook(): boolean
  /** All that the relay has is here, so that what it has not asked for by now can be told. */
  look(): Promise<void>
}

/**
 * An honest relay that was set back asks for every line beyond its last number that this phone has under the
 * relay's own signature. One that does not is asked once for its newest head, as another phone may have brought it
 * the lines since the greeting; then it is named. What it does ask for must come to something in the end.
 */
export function suspicion(o: {
  signed: SignedHead
  /** The relay had signed a greater number in this epoch. */
  isOlder: boolean
  lacks: readonly Lack[]
  door: Pick<Door, 'older' | 'keep'>
  /** Asks for the volume's newest head. */
  ask(volume: string): Promise<void>
  /** Asks the relay to say when it has heard everything until now; `answered` follows. */
  question(): void
  alarm(): void
}): Suspicion {
  const open = new Map(o.lacks.map((one) => [one.volume, one]))
  const asked = new Set<string>()
  /** Set back and honest: it asked for something it lacks, or has it again. */
  let isMending = false
  let state: 'waiting' | 'asking' | 'answered' | 'over' = 'waiting'

  async function judge() {
    state = 'over'
    const left = [...open.values()]
    const unasked = left.filter(({ volume, due }) => due && !asked.has(volume))
    const isNamed = unasked.length > 0 || (o.isOlder && !isMending)
    const isGivenBack = !isNamed && left.some(({ volume, due }) => due && asked.has(volume))
    if (!isNamed && !isGivenBack) return
    const before = (unasked[0] ?? left.find(({ due }) => due))?.due
    if (await o.door.older(o.signed, { before, isGivenBack })) o.alarm()
  }

  return {
    recalled(volume, from) {
      const lack = open.get(volume)
      if (!lack || from > lack.from) return
      asked.add(volume)
      isMending = true
    },
    async head({ volume, k }) {
      const lack = open.get(volume)
      if (!lack || k < lack.to) return
      open.delete(volume)
      isMending = true
      if (asked.has(volume)) await o.door.keep('givenBack', undefined)
    },
    frozen: (volume) => void open.delete(volume),
    answered: () => void (state = state === 'asking' ? 'answered' : state),
    isToLook: () => state === 'waiting' || state === 'answered',
    async look() {
      if (state === 'answered' || (state === 'waiting' && open.size === 0)) return judge()
      if (state !== 'waiting') return
      state = 'asking'
      for (const { volume } of open.values()) if (!asked.has(volume)) await o.ask(volume)
      o.question()
    },
  }
}
