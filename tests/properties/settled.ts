import type { Hex8, Opened } from '#entry/format.ts'
import type { Kind } from '#rulebook/kinds.ts'
import {
  deviceAdded,
  deviceClaimed,
  householdsRegistered,
  peopleImported,
  roleGranted,
  type ROLES,
} from '#rulebook/roster.ts'
import { admission, HOUSEHOLDS, PEOPLE, phoneOf, type Someone } from '#support/book.ts'

/** The village of three households in which every history begins. */
export function settle(
  attempt: (entry: Opened) => boolean,
  write: <B>(device: Hex8, kind: Kind<B>, body: B) => Opened,
  first: Opened,
) {
  const must = (entry: Opened) => {
    if (!attempt(entry)) throw new Error(`the village could not be settled: kind ${entry.fields.kind}`)
  }
  const secretary = phoneOf('secretary')
  const [one, two, three] = HOUSEHOLDS
  const everyone = Object.keys(PEOPLE) as Someone[]
  must(first)
  const key = (n: number) => new Uint8Array(65).fill(n)
  const claim = {
    person: PEOPLE.secretary,
    key: key(9),
    sealingKey: key(9),
    claimKey: key(3),
    proof: new Uint8Array(64),
    label: '',
  }
  must(write(secretary, deviceClaimed, claim))
  const households = [one, two, three].map((household, n) => ({
    household,
    label: `户${n}`,
    group: n === 2 ? 2 : 1,
  }))
  must(write(secretary, householdsRegistered, { lines: households }))
  const lines = everyone.map((who, n) => ({
    person: PEOPLE[who],
    name: who,
    household: HOUSEHOLDS[n % 3]!,
    voter: who !== 'child',
    member: who !== 'child',
    away: who === 'migrant',
  }))
  must(write(secretary, peopleImported, { lines }))
  for (const who of everyone) if (who !== 'secretary') must(write(secretary, deviceAdded, admission(who)))
  const grant = (who: Someone, role: (typeof ROLES)[number], scope: Hex8[] = []) =>
    must(write(secretary, roleGranted, { person: PEOPLE[who], role, scope, until: 0 }))
  grant('committee', 'committee')
  grant('gridWorker', 'grid-worker', [two])
  grant('representative', 'villager-representative')
  grant('villager', 'household-representative', [three])
}
