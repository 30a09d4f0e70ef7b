import { sameBytes, type Hex8 } from '#entry/format.ts'
import { mayReceive } from '#rulebook/audience.ts'
import { isOffice, wholeVolume } from '#rulebook/volumes.ts'
import { DENIED, HEAD, OPENED, RECALL, RESET, type AUTH, type Told } from '#rulebook/wire.ts'
import type { Book } from './book.ts'
import type { Heads } from './heads.ts'
import type { Log } from './log.ts'
import { VOLUME_EPOCH } from './shelves.ts'
import { giveChannel, say, takeChannel, type Channel, type Visit } from './visits.ts'

export type Have = Told<typeof AUTH>['body']['have']

/** Who and where one is come before what is talked about. */
const ORDER = ['roster', 'person', 'office', 'board', 'devices', 'topic', 'ballots']
const rank = (volume: string) => {
  const n = ORDER.indexOf(volume.split('/')[0]!.replace(/-\d+$/, ''))
  return n < 0 ? ORDER.length : n
}
const inOrder = (a: string, b: string) =>
  rank(a) - rank(b) || a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)

/** Two histories are not put behind each other: no line of the volume goes to this connection. */
const NEVER = Infinity

/** Which volumes a phone follows, and from where on it needs each. */
export function createFollowing(o: { log: Log; book: Book; heads: Heads; now(): number }) {
  const mayHave = (volume: string, person: Hex8) =>
    mayReceive(volume, person, o.book.votes.of(wholeVolume(volume))?.body, o.now(), (roles) =>
      o.book.roster.holds(person, { i: Infinity, at: o.now() }, ...roles),
    )

  /** Opens a channel that goes on behind line `k`. */
  function open(visit: Visit, volume: string, k: number): Channel {
    const item = k > 0 ? o.log.place(volume, k) : undefined
    const channel = giveChannel(visit, volume, k)
    say(visit, OPENED, {
      channel: channel.number,
      volume,
      epoch: VOLUME_EPOCH,
      k,
      client: item?.client ?? 0,
      clock: item?.clock ?? 0,
    })
    return channel
  }

  /** Where a phone stands in a volume compared with the book. */
  function compare({
    volume,
    epoch,
    k,
    head8,
  }: Have[number]): 'same' | 'behind' | 'ahead' | 'fork' | 'reset' {
    const published = o.heads.of(volume)
    if (k === 0) return published ? 'behind' : 'same'
    if (epoch !== VOLUME_EPOCH) return 'reset'
    if (!published || k > published.k) return 'ahead'
    const chain = o.log.place(volume, k)?.chain
    if (!chain || !sameBytes(chain.subarray(0, 8), head8)) return 'fork'
    return k === published.k ? 'same' : 'behind'
  }

  /** The relay's newest signed word on a volume. */
  function tellHead(visit: Visit, volume: string) {
    const head = o.heads.of(volume)?.head
    if (head) say(visit, HEAD, { head: { bytes: head.head, signature: head.signature } })
  }

  /** A phone lets go of lines for a signed word only: the head of the new epoch comes first. */
  function tellReset(visit: Visit, volume: string) {
    tellHead(visit, volume)
    say(visit, RESET, { volume, epoch: VOLUME_EPOCH })
  }

  return {
    mayHave,
    isPartOf: (volume: string, name: string): boolean => wholeVolume(volume) === name,
    open,
    tellHead,

    /** Sorts what a phone holds: what to open and where, and what it knows better than this book. */
    compareAll(visit: Visit, have: Have) {
      const person = visit.who!.person
      const held = new Map(have.filter((one) => mayHave(one.volume, person)).map((one) => [one.volume, one]))
      const published = o.heads.all().map((one) => one.volume)
      const names = [...new Set([...published, ...held.keys()])].filter((v) => mayHave(v, person))
      const changed: { volume: string; k: number; how: ReturnType<typeof compare> }[] = []
      let unchanged = 0
      for (const volume of names.sort(inOrder)) {
        const one = held.get(volume)
        const how = one ? compare(one) : 'behind'
        if (how !== 'same') changed.push({ volume, how, k: one?.k ?? 0 })
        else {
          visit.held.set(volume, one!.k)
          unchanged += 1
        }
      }
      return { changed, unchanged }
    },

    /** Opens what has changed, or says why not; gives the volumes of which the phone has more. */
    begin(visit: Visit, changed: { volume: string; k: number; how: ReturnType<typeof compare> }[]) {
      const ahead: { volume: string; k: number }[] = []
      for (const { volume, k, how } of changed) {
        if (how === 'fork') {
          say(visit, DENIED, { volume, code: 'fork' })
          visit.held.set(volume, NEVER)
          continue
        }
        if (visit.byVolume.has(volume)) continue
        if (how === 'reset') tellReset(visit, volume)
        if (how === 'ahead') {
          const from = (o.heads.of(volume)?.k ?? 0) + 1
          say(visit, RECALL, { volume, from })
          visit.held.set(volume, k)
          ahead.push({ volume, k })
        } else open(visit, volume, how === 'reset' ? 0 : k)
      }
      return ahead
    },

    /** A volume has grown: phones that follow it and have no channel yet get one. */
    grown(visit: Visit, volume: string) {
      const channel = visit.byVolume.get(volume)
      // Who no longer holds an office gets nothing more of what is written to it.
      if (channel && visit.who && isOffice(volume) && !mayHave(volume, visit.who.person))
        return takeChannel(visit, channel.number)
      if (!visit.who || visit.isPlain) return
      if (channel) channel.owesHead = true
      else if (mayHave(volume, visit.who.person)) {
        const held = visit.held.get(volume) ?? 0
        // A phone that is ahead of a restored book is first asked for what it knows.
        if (held <= (o.heads.of(volume)?.k ?? 0)) open(visit, volume, held)
      }
    },
  }
}
export type Following = ReturnType<typeof createFollowing>
