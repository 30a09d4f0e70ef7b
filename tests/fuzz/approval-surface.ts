// What a phone that asked to be let in is shown in return: it joins by what leads to it from a founding, or not at all.
import { decode, encode } from 'cborg'
import { idOf } from '#entry/crypto.ts'
import { decodeBody, decodeEntry, sameBytes, toHex, type Cbor } from '#entry/format.ts'
import { checkApproval } from '#identity/admission.ts'
import type { Self } from '#identity/self.ts'
import { readApproval, writeApproval, type Approval } from '#rulebook/enrol.ts'
import { deviceAdded } from '#rulebook/roster.ts'
import { admissionBody, foundTestVillage, newPhone, START, type Someone } from '#support/village.ts'
import { change, changedDraft, draft, signedAnew } from './drafts.ts'
import { mutated, pickFor } from './mutate.ts'
import { must, type Surface } from './surface.ts'

/** So many approvals bring an admission that is signed right and says something else. */
const SIGNED_ANEW = 100

async function approvals() {
  const v = await foundTestVillage()
  const phone = await newPhone(v.phones.王大婶.person)
  const body = await admissionBody(phone)
  const { bytes: admission } = await v.write('陶书记', deviceAdded, body)
  /** The entry with which somebody's phone was let in. */
  const admissionOf = (who: Someone) =>
    v.log.numbered(
      [...Array(v.log.lastNumber()).keys()].findIndex((n) => {
        const written = decodeBody(decodeEntry(v.log.numbered(n + 1)!.bytes)!.body!)!
        return written.some((one) => one instanceof Uint8Array && sameBytes(one, v.phones[who].key))
      }) + 1,
    )!.bytes
  const right: Approval = {
    founding: await idOf(decodeEntry(v.founding)!.header),
    relay: 'https://example.cn',
    person: phone.person,
    admission,
    chain: [v.founding, admissionOf('陶书记')],
  }
  const longer = {
    ...right,
    admission: (await v.write('何委员', deviceAdded, body)).bytes,
    chain: [...right.chain, admissionOf('何委员')],
  }
  const drafts = [draft(0, deviceAdded.number, START, deviceAdded.body.write(body) as Cbor[])]
  const anew: Approval[] = []
  for (let n = 0; n < SIGNED_ANEW; n++) {
    const changed = await signedAnew(v, [], changedDraft(drafts, 1, n))
    if (changed.length <= 1024) anew.push({ ...right, admission: changed })
  }
  const self = { key: phone.key, device: phone.device, nonce: body.nonce } as Self
  return { v, self, right: [right, longer], anew }
}

export const approvalSurface: Surface = {
  name: 'approvals',
  share: 40_000,
  async open() {
    const { v, self, right, anew } = await approvals()
    for (const one of right)
      must(
        'joined' in Object(await checkApproval(writeApproval(one), self)),
        'a right approval was not taken',
      )
    const corpus = [...right, ...right, ...anew].map(writeApproval)
    return {
      corpus,
      // Half of them by their fields: few bytes can change without their being read as nothing at all.
      mutate(seed, n) {
        const pick = pickFor(seed, n)
        if (pick(2)) return mutated(corpus, seed, n)
        const some = () => decode(corpus[pick(corpus.length)]!) as unknown[]
        const one = some()
        for (let times = pick(3); times > 0; times--) change(one, pick, some())
        return encode(one)
      },
      async feed(bytes) {
        const approval = readApproval(bytes)
        // What a newer app appended is left alone.
        const known = approval && encode((decode(bytes) as unknown[]).slice(0, 5))
        must(!known || sameBytes(writeApproval(approval!), known), 'read, but not written back the same')
        const taken = await checkApproval(bytes, self)
        if (typeof taken === 'string') return
        const { village, founding, person, admission } = taken.joined
        must(village === v.village && sameBytes(founding, v.founding), 'joined what nobody founded')
        const [whose, device, key, , nonce] = decodeBody(decodeEntry(admission)!.body!)! as Uint8Array[]
        must(toHex(whose!) === person, 'joined as somebody else')
        const isOurs =
          toHex(device!) === self.device && sameBytes(key!, self.key) && sameBytes(nonce!, self.nonce)
        must(isOurs, "joined by another phone's admission")
      },
    }
  },
}
