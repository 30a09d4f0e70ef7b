import { CROWD } from '../measures/bare.ts'
import type { Took } from '../measures/figures.ts'
import type { Floor } from '../measures/floor.ts'
import type { Sizes } from '../sizes.ts'
import { ms } from './format.ts'
import { canServePagesFirst } from '../../../scripts/ready/pages-first.mjs'

const SERVED = canServePagesFirst
  ? 'Its pages are served before the rest of the browser, as on a phone, which has cores for both.'
  : 'Its pages share two cores with the rest of the browser, and wait for it about as long as they work.'

/** What stands beside the figures and cannot be measured. */
export const PEERS = `\
| | ours | @y/websocket-server 0.1.1 | Hocuspocus 3.4.4 with its database extension |
|---|---|---|---|
| signatures | every entry's is checked before it stands, every volume's head is signed | none | none |
| durability | answered when it is flushed to disk | none: memory, gone with the process | the whole document is stored 2 to 10 s after a change; a crash loses what came since |
| acknowledgement | number and time for each entry, after the flush | none | a sync status before anything is stored |
| access | by device and by volume | whoever connects reads, writes and deletes all | what a hook of your own decides, by document |
| rules, order, receipts | the rulebook decides, the relay numbers | none | none |

So "entries a second" is checked, judged, numbered and on disk for ours, and passed on to one other phone for the peers.
`

const spread = ({ p50, p99 }: Took) => `${ms(p50)} (p50) and ${ms(p99)} (p99)`

/** Ours tells nobody of an entry before it is checked and on disk; this is what that takes at the least. */
export const floorWords = ({ disk, store, signature, telling, kept }: Floor): string =>
  `Before ours delivers an entry, it checks its signature, which takes ${spread(signature)}, and waits until its store ` +
  `has it on disk, which takes ${spread(store)} without anything else to do; the disk alone flushes 8 KB in ` +
  `${spread(disk)}. Then a process that does nothing but write 288 bytes to the sockets of ${CROWD.phones} phones, ` +
  `${CROWD.perSecond} times a second, takes ${spread(telling)} until they have come; the peers do that as well. ` +
  `One that checks a signature and keeps an entry in our store before, and nothing else, takes ${spread(kept)}: the ` +
  `difference is what the promise costs.`

export const HOW = ({ runs, loadSeconds, writers, idlePhones, starts }: Sizes): string => `\
- Server and generator are processes of their own, each on one core; real sockets, real stores, no TLS. Medians of
  ${runs} run${runs === 1 ? '' : 's, of the last load six more'}, each with a server started anew. Our relay is the built one (\`dist-server/main.js\`).
- Links are shaped by a TCP proxy (tests/support/proxy.ts): \`mountain\` 700/300 kbit/s and 300 ms, \`edge\` 150/50
  kbit/s and 600 ms. The cold joins of the three run side by side, as the link is the limit. Payload is that of WebSocket
  messages; on the wire come frame heads and handshakes. The peers' clients here send no awareness and do not hang up
  after 30 s of silence as stock ones do, which is in the peers' favour.
- Loads last ${loadSeconds} s and do not wait for the server; a collection, one entry and two seconds go before, and the
  first two seconds are not timed: what runs is compiled by then. Phones follow one debate; with the peers they have only that
  document open. Twenty phones, all through the crowd in the order of their coming, decode what comes and time it; the
  rest count bytes. Entries are signed beforehand. A run
  in which the generator used more than 80 % of its core while it wrote is void, and says nothing. Deliveries that had not come 10 s after the last entry
  count as infinitely late. Servers take turns, round by round, and in the rounds of the last load so do the two processes
  that do nothing but write, or keep and write: a machine that is slower for a while is so for all.
- Entries a second: ${writers.phones} phones write ${writers.each} each, 32 under way, one entry a message.
- Memory of an idle phone: ${idlePhones} phones more, after a fifth as many; heap is what is held after a collection, and
  what is judged, as RSS moves with the collector's moods. With
  the peers an idle phone has one document open; with ours all volumes. Of a busy one: what the heap lets go of when
  all hang up.
- Disk: the files after the book was written, for each entry said; ours with the phones' keys and three indexes.
- The phone is Chromium, the thread of its page slowed six times (its workers, its disk and what paints are not), filled
  through the real sync, then without network; each
  warm start is a new browser process. ${SERVED} Medians of ${starts}.
- A debate by its address is opened in a new browser process too, so the app's own start is part of each figure; all of
  them stand in one book, on one phone, whose home is opened in the same rounds. Its words are counted when the heading says how many there are, its ballots
  when the card says that the vote is over, which a phone without network knows from what came with them.
`
