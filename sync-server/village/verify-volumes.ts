import { NO_CHAIN, nextChain } from '#entry/chains.ts'
import { sameBytes, type Hex8, type Id } from '#entry/format.ts'
import { LINE_CLASS } from '#entry/lines.ts'
import { volumesOf } from '#rulebook/audience.ts'
import { bringsAdmissions, partOf, ROSTER, wholeVolume } from '#rulebook/volumes.ts'
import { judge } from '#rulebook/judge.ts'
import { isKind, type Admission, type Placed } from '#rulebook/kinds.ts'
import { admissionOf, Roster } from '#rulebook/roster-index.ts'
import { voteOpened } from '#rulebook/vote.ts'
import { writePlaceRow } from '#server/log-rows.ts'
import type { Log, StoredPlace } from '#server/log.ts'
import { VOLUME_EPOCH } from '#server/shelves.ts'
import { lineOf } from '#server/stored.ts'
import { hold } from './fault.ts'
import type { CheckedEntries, CheckedEntry } from './verify-entries.ts'

/** The roster as it grew, and after which number each of its lines was put down. */
interface RosterSoFar {
  roster: Roster
  devices: Map<Hex8, Admission>
  putWith: number[]
}

/**
 * Goes through every volume as a phone would: line by line, each chained onto the one before, each entry judged
 * at its place on the roster and on what stands in this volume before it. Gives the number of lines.
 */
export async function checkVolumes(
  log: Log,
  entries: CheckedEntries,
): Promise<{ volumes: number; lines: number }> {
  const names = [...new Set(log.lastPlaces().map((place) => wholeVolume(place.volume)))]
  // The roster first: every other volume is judged on it.
  names.sort((a, b) => Number(b === ROSTER) - Number(a === ROSTER))
  const soFar: RosterSoFar = { roster: new Roster(), devices: new Map(), putWith: [] }
  const standing = new Map<string, Set<Id>>()
  const judged = new Set<Id>()
  let count = 0
  for (const name of names) {
    const lines = await checkLines(log, name, entries)
    count += lines.length
    standing.set(name, new Set(lines.map(({ entry }) => entry.stored.id)))
    judgeLines(name, lines, entries, soFar, judged)
    checkIntroduced(log, name, lines)
  }
  for (const { stored } of entries.byId.values())
    for (const name of stored.volumes) {
      const stands = standing.get(name)?.has(stored.id) && judged.has(stored.id)
      hold(stands ?? false, `${name} 里缺第 ${stored.i} 号`, `entry ${stored.i} is missing from ${name}`)
    }
  checkVotes(log, entries)
  return { volumes: names.length, lines: count }
}

interface CheckedLine {
  where: [zh: string, en: string]
  place: StoredPlace
  entry: CheckedEntry
}

/** Every part of a volume: places without a gap, each with the chain that follows from it. */
async function checkLines(log: Log, name: string, entries: CheckedEntries): Promise<CheckedLine[]> {
  const lines: CheckedLine[] = []
  const lasts = new Map(log.lastPlaces().map((place) => [place.volume, place]))
  for (let part = 1; lasts.has(partOf(name, part)); part++) {
    const volume = partOf(name, part)
    const last = lasts.get(volume)!
    let chain: Uint8Array = NO_CHAIN
    let size = 0
    let before: StoredPlace | undefined
    for (let k = 1; k <= last.k; k++) {
      const where: [string, string] = [`${volume} 第 ${k} 行`, `line ${k} of ${volume}`]
      const place = log.place(volume, k)
      hold(!!place, `${where[0]}不见了`, `${where[1]} is missing`)
      const entry = entries.byNumber.get(place.i)
      const isNamed = place.volume === volume && place.k === k && entry !== undefined
      hold(isNamed, `${where[0]}指向别处`, `${where[1]} points elsewhere`)
      chain = await nextChain(
        volume,
        VOLUME_EPOCH,
        chain,
        lineOf(entry.stored, k, place.class),
        entry.stored.id,
      )
      hold(sameBytes(chain, place.chain), `${where[0]}的链断了`, `the chain breaks at ${where[1]}`)
      size += entry.stored.bytes.length
      const clock = place.client === before?.client ? before.clock + 1 : 0
      const fits = place.size === size && place.clock === clock
      hold(fits, `${where[0]}的大小或次序不符`, `size or order of ${where[1]} do not fit`)
      lines.push({ where, place, entry })
      before = place
    }
    const isLast = before !== undefined && sameBytes(writePlaceRow(before), writePlaceRow(last))
    const none = log.place(volume, last.k + 1) === undefined
    hold(isLast && none, `${volume} 的末行不符`, `the last line of ${volume} does not fit`)
  }
  return lines
}

/** Judges each line where it stands. What only repeats an entry for those behind it is judged in its own volume. */
function judgeLines(
  name: string,
  lines: CheckedLine[],
  { village, byId, admissions }: CheckedEntries,
  soFar: RosterSoFar,
  judged: Set<Id>,
) {
  const { roster, putWith } = soFar
  const here = new Map<Id, Placed>()
  const devices = name === ROSTER ? soFar.devices : new Map<Hex8, Admission>()
  // That no signature is older than its device's admission was checked entry by entry.
  const known = bringsAdmissions(name) ? devices : admissions
  const ground = {
    village,
    roster,
    device: (id: Hex8) => soFar.devices.get(id) ?? known.get(id),
    find: (id: Id) => here.get(id),
  }
  const whereIs = (id: Id) => byId.get(id)?.stored.volumes[0]
  const isRoster = name === ROSTER
  lines.forEach(({ where: [zh, en], place, entry }, n) => {
    const { stored, opened, placed } = entry
    const admission = admissionOf(placed, stored)
    if (place.class === LINE_CLASS.present) {
      const author = ground.device(stored.device) ?? admission
      const volumes = volumesOf(placed, author?.person ?? '', stored.at, whereIs)
      const verdict = judge(opened, placed.place, ground)
      hold(
        verdict.is === 'allowed',
        `${zh}(第 ${stored.i} 号)不合规矩`,
        `${en} (entry ${stored.i}) may not stand`,
      )
      const isHome =
        volumes?.join() === stored.volumes.join() && volumes[0] === name && !judged.has(stored.id)
      hold(isHome, `${zh}(第 ${stored.i} 号)不该在这一卷`, `${en} (entry ${stored.i}) does not belong here`)
      const ground1 = isRoster ? n : putWith.filter((i) => i < stored.i).length
      hold(stored.roster === ground1, `${zh}的花名册行数不符`, `the roster's length at ${en} does not fit`)
      judged.add(stored.id)
    } else {
      const isKnown =
        place.class === LINE_CLASS.introduced && (admission || stored.volumes.slice(1).includes(name))
      hold(!!isKnown, `${zh}不该在这一卷`, `${en} does not belong here`)
    }
    here.set(stored.id, placed)
    if (admission) devices.set(admission.device, admission)
    if (!isRoster) return
    roster.enter(placed)
    // An admission repeated here was put down together with the next line that is the roster's own.
    const own = lines.slice(n).find((line) => line.place.class === LINE_CLASS.present)
    putWith.push(own?.entry.stored.i ?? stored.i)
  })
}

/** What the store notes about devices known in a volume follows from its lines. */
function checkIntroduced(log: Log, name: string, lines: CheckedLine[]) {
  const admitted = lines.flatMap(({ entry }) => admissionOf(entry.placed)?.device ?? [])
  const noted = log.metas(`device/${name} `).map(([key]) => key.slice(`device/${name} `.length))
  const same = [...new Set(admitted)].sort().join() === noted.sort().join()
  hold(same, `${name} 里设备的记号不符`, `the notes on devices in ${name} do not fit`)
}

/** What the store notes about votes follows from the entries. */
function checkVotes(log: Log, { byId }: CheckedEntries) {
  const opened = [...byId].flatMap(([id, { placed }]) => (isKind(placed, voteOpened) ? id : []))
  const noted = log.metas('vote/').map(([, id]) => new TextDecoder().decode(id))
  hold(opened.sort().join() === noted.sort().join(), '表决的记号不符', 'the notes on votes do not fit')
}
