import type { Id } from '#entry/bytes.ts'
import type { Identity } from '#identity/identity.ts'
import { SAME_ORIGIN, type JoinState } from '#identity/self.ts'
import type { Ledger } from '#ledger/ledger.ts'
import type { Approval } from '#rulebook/enrol.ts'
import { deviceAdded } from '#rulebook/roster.ts'
import type { BodyOf } from '#rulebook/kinds.ts'
import type { Joining } from './desk.ts'
import type { NetPort, SyncPort } from './ports.ts'

/** Where the app came from, for links that are opened elsewhere. */
const here = () => (typeof location === 'undefined' ? '' : location.origin)
/** On the first visit the app itself still comes over the network, and what signs comes with the first signature. */
const handIsHere = () =>
  import('#identity/hand.ts').then(
    () => true,
    () => false,
  )
/** On a weak link a try may be lost, or the relay be busy for a moment: who has tapped once need not tap again for that. */
const AGAIN_AFTER_MS = [1500, 5000]
/** As many entries as an approval has room for. */
const LONGEST_CHAIN = 4

/** Joining the village and letting others in, as screens see it. */
export function joining(o: {
  identity: Identity
  ledger: Ledger
  net: NetPort
  sync: SyncPort
  now(): number
}): Joining {
  const { identity, ledger, net, sync } = o
  const membership = () => {
    const known = identity.self()?.membership
    if (!known) throw new Error('this phone has not joined a village')
    return known
  }
  async function claimOnce(fragment: string): ReturnType<Joining['claim']> {
    const [founding, hasHand] = await Promise.all([net.founding(''), handIsHere()])
    if (!founding || !hasHand) return 'no-network'
    const admission = await identity.claim(fragment, founding, o.now())
    if (admission === 'damaged') return 'damaged'
    const answer = await net.admit('', [admission])
    if (answer !== 'accepted') return answer === 'closed' ? 'used-or-over' : answer
    await identity.settle('unverified')
    return 'joined'
  }
  return {
    state: () => ({
      subscribe(next) {
        let last: JoinState | undefined
        return identity.watch(() => {
          const now = identity.self()?.state ?? 'none'
          if (now !== last) next((last = now))
        })
      },
    }),
    request: (name) => identity.request(name),
    async handInRequest(relay = '') {
      return net.handInRequest(relay, await identity.request(identity.self()?.name ?? ''))
    },
    askAnew: async () => (await import('./ask-anew.ts')).askAnew(identity, ledger),
    accept: (approval) => identity.accept(approval),
    look: (fragment) =>
      import('./look.ts').then(
        ({ look }) => look(fragment, () => net.founding('')),
        // On the first visit the app itself still comes over the network.
        () => ({ is: 'no-network' as const }),
      ),
    async claim(fragment) {
      let came = await claimOnce(fragment)
      for (const ms of AGAIN_AFTER_MS) {
        if (came !== 'no-network' || !navigator.onLine) break
        await new Promise((next) => setTimeout(next, ms))
        came = await claimOnce(fragment)
      }
      return came
    },
    requests: () => ({
      subscribe(next) {
        next(sync.requests())
        return sync.watch(() => next(sync.requests()))
      },
    }),
    async approvalFor(admission: Id): Promise<Approval> {
      const row = await ledger.read.entry(admission)
      if (row?.kind !== deviceAdded.number) throw new Error('no admission of a device under this id')
      const [{ idOf }, { decodeEntry }] = await Promise.all([
        import('#entry/crypto.ts'),
        import('#entry/format.ts'),
      ])
      const own = membership()
      const chain = [...own.chain, own.admission]
      if (chain.length > LONGEST_CHAIN)
        throw new Error('this admission is too far from the founding to be shown')
      return {
        founding: await idOf(decodeEntry(own.founding)!.header),
        // Not the address that this phone happens to use: where the other got the app, it finds the relay too, and
        // its page may speak to no other place.
        relay: own.relay || SAME_ORIGIN,
        person: (row.body as BodyOf<typeof deviceAdded>).person,
        admission: row.bytes,
        chain,
      }
    },
    newClaim: async (person) =>
      (await import('#identity/hand.ts')).newClaim(
        membership().village,
        person,
        membership().relay || here(),
      ),
  }
}
