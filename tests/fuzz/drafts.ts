// Entries that say something wrong and are signed right: a draft is changed field by field, then signed anew with a
// villager's key, so that it opens and reaches what lies behind the signature.
import { decode, encode } from 'cborg'
import { sha256, sign } from '#entry/crypto.ts'
import { encodeEntry, fromHex, toHex, type Id } from '#entry/format.ts'
import { SOMEONE, type TestVillage } from '#support/village.ts'
import { mutated, pickFor, type Pick } from './mutate.ts'

/** Whatever CBOR can say, also what an entry must not hold. */
export type Any = unknown
/** Who signs, a header's fields, and the body with its salt: as fields, or as bytes that need not be CBOR. */
export type Draft = [who: number, header: Any, body: Any]

// Of what differs from village to village a draft holds a stand-in, so that its bytes mean the same in each.
const filled = (length: number, byte: number) => new Uint8Array(length).fill(byte)
const VILLAGE = filled(8, 0xe0)
const BODY_HASH = filled(32, 0xe1)
/** The next number of whoever signs. */
const SEQ = 1_000_000_007
export const standInFor = {
  device: (n: number) => filled(8, 0xd0 + n),
  id: (n: number) => filled(32, 0xf0 + n),
}

/** A right draft of a kind. */
export const draft = (
  who: number,
  kind: number,
  at: number,
  body: Any[],
  refs: number[] = [],
): Uint8Array => {
  const ids = refs.map(standInFor.id)
  const header = [1, VILLAGE, kind, standInFor.device(who), SEQ, at, ids, BODY_HASH, 0, null]
  return encode([who, header, [filled(16, 7), ...body]] satisfies Draft)
}

const nested = (depth: number): Any => (depth === 0 ? 0 : [nested(depth - 1)])
/** Values on which readers of fields tend to stumble; the lone surrogate's bytes are a text only in `BAD_TEXT`. */
const AWKWARD: readonly Any[] = [
  ...[
    null,
    undefined,
    true,
    {},
    1.5,
    0,
    1,
    -1,
    2 ** 31,
    2 ** 32,
    -(2 ** 53) + 1,
    2 ** 53 - 1,
    2n ** 64n - 1n,
  ],
  ...['', '\0', 'a\u0000b\u001b[2J', '\u202e\u2066反\u2069', '\u200b\u200d\ufeff', '\r\n\t', '😀'.repeat(20)],
  ...[1, 40, 60, 200, 2000, 3000, 5000].map((length) => '长'.repeat(length)),
  ...[0, 7, 8, 9, 16, 31, 32, 33, 64, 65, 13_000].map((length) => filled(length, 0xaa)),
  ...[[], [[]], Array.from({ length: 17 }, () => filled(32, 1)), Array.from({ length: 101 }, () => 0)],
  ...[7, 8, 9, 300].map(nested),
  ...[VILLAGE, BODY_HASH],
  ...SOMEONE.map((_, n) => standInFor.device(n)),
  ...Array.from({ length: 8 }, (_, n) => standInFor.id(n)),
]
const awkward = (pick: Pick) => structuredClone(AWKWARD[pick(AWKWARD.length)])
/** Text that is no text: a lone surrogate, bytes too long for their letter, half a letter. */
const BAD_TEXT = ['63eda080', '62c080', '62e4bd', '64f0808080'].map((hex) => fromHex(hex))

/** Every place in a tree of lists: the list, and where in it. */
const places = (list: Any[]): [Any[], number][] =>
  list.flatMap((one, n) => [[list, n] as [Any[], number], ...(Array.isArray(one) ? places(one) : [])])

const CHANGES: ((at: [Any[], number], pick: Pick, others: Any[]) => void)[] = [
  ([list, n], pick) => void (list[n] = awkward(pick)),
  ([list, n], pick) => void (list[n] = awkward(pick)),
  ([list, n], pick) => {
    if (typeof list[n] === 'number') list[n] += [1, -1, 86_400_000, -86_400_000, 2 ** 40][pick(5)]!
    else if (typeof list[n] === 'string') list[n] += String(AWKWARD[13 + pick(14)])
    else if (list[n] instanceof Uint8Array) list[n] = mutated([list[n]], pick(2 ** 31), 0)
  },
  ([list, n]) => void list.splice(n, 1),
  ([list, n]) => void list.splice(n, 0, structuredClone(list[n])),
  ([list], pick) => void list.push(awkward(pick)),
  ([list, n], pick) => {
    const other = pick(list.length)
    ;[list[n], list[other]] = [list[other], list[n]]
  },
  ([list, n], pick, others) => {
    const [from, m] = others[pick(others.length)] as [Any[], number]
    list[n] = structuredClone(from[m])
  },
]

/** Changes one place of a tree, in place; `other` is another of its sort, from which something may be taken. */
export function change(tree: Any[], pick: Pick, other: Any[]) {
  const all = places(tree)
  if (all.length) CHANGES[pick(CHANGES.length)]!(all[pick(all.length)]!, pick, places(other))
}

/** Draft number `n` of a run: one of the corpus with none to two changes; now and then bytes that are no fields. */
export function changedDraft(corpus: readonly Uint8Array[], seed: number, n: number): Uint8Array {
  const pick = pickFor(seed, n)
  const some = () => decode(corpus[pick(corpus.length)]!) as Draft
  const one = some()
  for (let times = pick(3); times > 0; times--) {
    // Most of what may be wrong in a header is no entry at all, and goes no further than that.
    const part = pick(4) === 0 ? 1 : 2
    change(one[part] as Any[], pick, some()[part] as Any[])
  }
  if (pick(8) === 0) one[0] = pick(SOMEONE.length)
  if (pick(32) === 0) one[2] = mutated([encode(one[2])], pick(2 ** 31), 0)
  if (pick(64) === 0) one[1] = mutated([encode(one[1])], pick(2 ** 31), 0)
  if (pick(32) === 0)
    one[2] = Buffer.concat([fromHex('8250'), filled(16, 7), BAD_TEXT[pick(BAD_TEXT.length)]!])
  if (pick(64) === 0) one[2] = null
  return encode(one)
}

/** The draft as an entry of this village, signed by whom it names; `ids` are the village's entries, in order. */
export async function signedAnew(v: TestVillage, ids: readonly Id[], bytes: Uint8Array): Promise<Uint8Array> {
  const [who, header, body] = decode(bytes) as Draft
  const phone = v.phones[SOMEONE[who % SOMEONE.length]!]
  const real = new Map<string, Any>([
    [toHex(VILLAGE), fromHex(v.village)],
    ...SOMEONE.map((name, n) => [toHex(standInFor.device(n)), fromHex(v.phones[name].device)] as const),
    ...ids.map((id, n) => [toHex(standInFor.id(n)), fromHex(id)] as const),
  ])
  const inPlace = (value: Any): Any => {
    if (Array.isArray(value)) return value.map(inPlace)
    if (value instanceof Uint8Array) return real.get(toHex(value)) ?? value
    return value === SEQ ? ++phone.seq : value
  }
  const asBytes = (value: Any) => (value instanceof Uint8Array ? value : encode(inPlace(value)))
  const written = body === null ? null : asBytes(body)
  if (written) real.set(toHex(BODY_HASH), await sha256(written))
  const signed = asBytes(header)
  const signature = await sign(phone.keys.privateKey, 'xy1entry', signed)
  return encodeEntry({ header: signed, signature, body: written })
}
