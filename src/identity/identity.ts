import type { Cbor, Fields, Hex8, Id } from '#entry/format.ts'
import { fetchedOnce } from './fetched-once.ts'
import { openKeysDb } from './keys-db.ts'
import type { JoinState, Membership, Self } from './self.ts'

/**
 * Keys, signatures and checks: needed for joining and writing, not for the first paint. Kept, as even a module that is
 * there is imported behind all that waits to be drawn.
 */
const hand = fetchedOnce(() => import('./hand.ts'))

/** What an author gives of an entry; device, village and seq are this phone's. */
export interface Draft {
  kind: number
  body: Cbor[]
  refs: Id[]
  at: number
  onBehalfOf?: Hex8 | undefined
}

/** What makes a phone this phone; the keys in it can be kept elsewhere, but not read out. */
export interface Likeness {
  self: Self
  seq: number
}

/** A likeness may be older than the last number given: a number must never be given twice. */
const NUMBERS_LEFT_OUT = 1000

/** 身份: keys and admission of this phone, the same in all its tabs. */
export interface Identity {
  self(): Self | undefined
  /** Calls back now and whenever this phone's standing changes, in any tab. */
  watch(changed: () => void): () => void
  /** Makes the keys once, and this phone's request for admission. */
  request(name: string): Promise<Uint8Array>
  /**
   * New keys in place of revoked ones, as a device is admitted only once (A6). With a name the request is made at
   * once; nothing happens on a phone that is not revoked.
   */
  askAnew(name: string): Promise<void>
  accept(approval: Uint8Array): Promise<'joined' | 'not-for-this-phone' | 'damaged' | 'not-proven'>
  /** Prepares admission by a claim link; it must then be handed in, and `settle` told how that went. */
  claim(fragment: string, founding: Uint8Array, now: number): Promise<Uint8Array | 'damaged'>
  settle(state: JoinState): Promise<void>
  /** Makes ready for signing, so that a weak phone need not do it while somebody waits. */
  prepare(): void
  /** Signs an entry under the next number of this device. Throws where this phone has not joined. */
  sign(draft: Draft): Promise<{ id: Id; bytes: Uint8Array; fields: Fields }>
  /** Signs a relay's greeting. */
  greet(message: Uint8Array): Promise<Uint8Array>
  likeness(): Promise<Likeness | undefined>
  /** Becomes again the phone that it was, where the browser has thrown its keys away; else nothing happens. */
  revive(likeness: Likeness): Promise<void>
  close(): void
}

/** Opens this phone's identity; the name is another only in tests. */
export async function openIdentity(name = 'xiangyin-keys'): Promise<Identity> {
  const db = await openKeysDb(name)
  let self = await db.get<Self>('self')
  const watchers = new Set<() => void>()
  const tabs = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(name)

  const tell = () => watchers.forEach((changed) => changed())
  if (tabs)
    tabs.onmessage = async () => {
      self = await db.get<Self>('self')
      tell()
    }
  async function change(next: (old: Self | undefined) => Self): Promise<Self> {
    self = await db.change<Self>('self', next)
    tabs?.postMessage('changed')
    tell()
    return self
  }

  async function withKeys(asked: string): Promise<Self> {
    if (self) return self
    const fresh = await (await hand()).newSelf(asked)
    // Another tab may have been first: its keys stay.
    return change((old) => old ?? fresh)
  }
  const nextSeq = () => db.change<number>('seq', (old) => (old ?? 0) + 1)
  /** A number taken beforehand. One that is never used leaves a gap, as a refused entry does. */
  let ready: Promise<number | undefined> | undefined
  async function takeSeq(): Promise<number> {
    const ahead = ready
    ready = undefined
    if (!ahead) return nextSeq()
    const [mine, last] = await Promise.all([ahead, db.get<number>('seq')])
    // Where another tab has taken one since, it may have spoken: of two ballots the later must bear the higher one.
    return mine !== undefined && mine === last ? mine : nextSeq()
  }
  const membership = (): Membership => {
    if (!self?.membership) throw new Error('this phone has not joined a village')
    return self.membership
  }

  /** The book on a phone that asks anew is one village's, and cannot become another's. */
  const isElsewhere = (village: string) => !!self?.former && self.former.village !== village

  return {
    self: () => self,
    watch(changed) {
      watchers.add(changed)
      changed()
      return () => void watchers.delete(changed)
    },
    async request(asked) {
      await withKeys(asked)
      const s = await change((old) => ({
        ...old!,
        // Asked for again after a restart, the request still says who asked.
        name: asked || old!.name,
        state: old!.state === 'none' ? 'asked' : old!.state,
      }))
      const { name, key, sealingKey, nonce, proof } = s
      return (await hand()).writeRequest({ name, key, sealingKey, nonce, proof, label: '' })
    },
    async askAnew(asked) {
      const revoked = self
      if (revoked?.state !== 'revoked' || !revoked.membership) return
      const fresh = await (await hand()).newSelf(asked)
      const { membership: former } = revoked
      const anew: Self = { ...fresh, state: asked ? 'asked' : 'none', former }
      // Another tab may have been first: its keys stay.
      await change((old) => (old?.device === revoked.device ? anew : old!))
    },
    async accept(approval) {
      if (!self) return 'not-for-this-phone'
      const checked = await (await hand()).checkApproval(approval, self)
      if (typeof checked === 'string') return checked
      if (isElsewhere(checked.joined.village)) return 'not-for-this-phone'
      await change((old) => ({ ...old!, state: 'unverified', membership: checked.joined }))
      return 'joined'
    },
    async claim(fragment, founding, now) {
      const { readClaim, checkClaim, isClaimedWith, claimEntry } = await hand()
      const claim = readClaim(fragment)
      const checked = await checkClaim(fragment, founding)
      if (!claim || !checked || isElsewhere(claim.village)) return 'damaged'
      const s = await withKeys('')
      // The answer may have been lost on the way: the same entry is a duplicate, a new one would be refused.
      const earlier = s.membership?.admission
      if (earlier && (await isClaimedWith(earlier, claim))) return earlier
      const admission = await claimEntry(s, claim, await nextSeq(), now)
      const { village, person } = claim
      const joined = {
        village,
        person,
        founding,
        relayKey: checked.relayKey,
        relay: '',
        admission,
        chain: [founding],
      }
      await change((old) => ({ ...old!, membership: joined }))
      return admission
    },
    async settle(state) {
      // Who has just asked anew is not revoked by what a tab still hears of the old keys.
      if (self?.membership && self.state !== state)
        await change((old) => (old?.membership ? { ...old, state } : old!))
    },
    prepare() {
      // What fails here fails again, and is heard, where it is needed.
      ready ??= nextSeq().catch(() => undefined)
      void hand().catch(() => undefined)
    },
    async sign({ kind, body, refs, at, onBehalfOf }) {
      const { village } = membership()
      const { device, signing } = self!
      const { seal } = await hand()
      const seq = await takeSeq()
      return seal(signing.privateKey, { village, kind, device, seq, at, refs, body, onBehalfOf })
    },
    async greet(message) {
      if (!self) throw new Error('this phone has no keys yet')
      return (await hand()).sign(self.signing.privateKey, 'xy1auth', message)
    },
    async likeness() {
      return self && { self, seq: (await db.get<number>('seq')) ?? 0 }
    },
    async revive(likeness) {
      // The number first: keys without it would begin anew at one.
      await db.change<number>('seq', (old) => Math.max(old ?? 0, likeness.seq + NUMBERS_LEFT_OUT))
      await change((old) => old ?? likeness.self)
    },
    close() {
      tabs?.close()
      db.close()
    },
  }
}
