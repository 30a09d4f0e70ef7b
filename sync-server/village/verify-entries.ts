import { open, villageIdOf } from '#entry/crypto.ts'
import type { Hex8, Id, Opened } from '#entry/format.ts'
import { read } from '#rulebook/judge.ts'
import { isKind, type Admission, type Placed } from '#rulebook/kinds.ts'
import { admissionOf } from '#rulebook/roster-index.ts'
import { ownKeyOf, proofOf } from '#rulebook/roster-rules.ts'
import { villageFounded } from '#rulebook/roster.ts'
import type { Log, StoredEntry } from '#server/log.ts'
import { hold } from './fault.ts'

/** An entry whose bytes, id, signatures, number and time hold; whether it may stand is asked of its volume. */
export interface CheckedEntry {
  stored: StoredEntry
  opened: Opened
  placed: Placed
}

export interface CheckedEntries {
  village: Hex8
  relayKey: Uint8Array
  byNumber: Map<number, CheckedEntry>
  byId: Map<Id, CheckedEntry>
  admissions: Map<Hex8, Admission>
  /** Numbers that a restored relay never got back. */
  lost: number[]
}

/** Reads the whole book by its numbers and opens every entry anew, with the keys that the book itself admits. */
export async function checkEntries(log: Log): Promise<CheckedEntries> {
  const byNumber = new Map<number, CheckedEntry>()
  const byId = new Map<Id, CheckedEntry>()
  const admissions = new Map<Hex8, Admission>()
  const lost: number[] = []
  const opener: Parameters<typeof open>[1] = {
    keyOf: (fields, body) => ownKeyOf(fields, body) ?? admissions.get(fields.device)?.key,
    proofOf,
  }
  let before = 0
  for (let i = 1; i <= log.lastNumber(); i++) {
    const stored = log.numbered(i)
    if (!stored) {
      hold(log.meta('floor') !== undefined, `第 ${i} 号记录不见了`, `entry ${i} is missing`)
      lost.push(i)
      continue
    }
    const entry = await checkEntry(stored, i, opener)
    const { opened, placed } = entry
    hold(
      stored.at >= before,
      `第 ${i} 号的收到时间早于前一号`,
      `entry ${i} was received before the one before it`,
    )
    const same = log.bySeq(stored.device, stored.seq) === stored.id && log.entry(stored.id)?.i === i
    hold(same && !byId.has(stored.id), `第 ${i} 号的索引不符`, `the index of entry ${i} does not fit`)
    before = stored.at
    byNumber.set(i, entry)
    byId.set(opened.id, entry)
    const admission = admissionOf(placed, stored)
    if (admission) admissions.set(admission.device, admission)
  }
  const founding = byNumber.get(1)?.placed
  hold(!!founding && isKind(founding, villageFounded), '第 1 号不是建村记录', 'entry 1 is no founding')
  const village = (await villageIdOf(byNumber.get(1)!.stored.bytes))!
  return { village, relayKey: founding.body.relayKey, byNumber, byId, admissions, lost }
}

async function checkEntry(
  stored: StoredEntry,
  i: number,
  opener: Parameters<typeof open>[1],
): Promise<CheckedEntry> {
  hold(stored.i === i, `第 ${i} 号记录写着第 ${stored.i} 号`, `entry ${i} says it is ${stored.i}`)
  const opened = await open(stored.bytes, opener)
  hold(
    typeof opened !== 'string',
    `第 ${i} 号记录的格式坏了`,
    `entry ${i} is not written in the village's format`,
  )
  hold(opened.id === stored.id, `第 ${i} 号记录的内容被改过`, `entry ${i} is not what its id says`)
  hold(
    opened.signature === 'good' && opened.proven,
    `第 ${i} 号记录的签名不对`,
    `the signature of entry ${i} is bad`,
  )
  const { device, seq } = opened.fields
  const same = device === stored.device && seq === stored.seq
  hold(same, `第 ${i} 号记录的设备或序号不符`, `device or number of entry ${i} do not fit`)
  const known = read(opened)
  hold(!!known, `第 ${i} 号记录的内容读不懂`, `the body of entry ${i} does not fit its kind`)
  return { stored, opened, placed: { ...known, place: { i, at: stored.at } } }
}
