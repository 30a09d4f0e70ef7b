import { idOf, newSigningPair, publicBytes } from '#entry/crypto.ts'
import { decodeEntry, joinBytes } from '#entry/format.ts'
import { writeApproval, writeClaim, writeRequest } from '#rulebook/enrol.ts'
import { noticePublished } from '#rulebook/notice.ts'
import { deviceAdded } from '#rulebook/roster.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { ballotCast, voteOpened } from '#rulebook/vote.ts'
import { notice, vote } from '#support/texts.ts'
import { accepted, admissionBody, foundTestVillage, newPhone, type TestVillage } from '#support/village.ts'

export interface Examples {
  v: TestVillage
  /** Right entries of several kinds that were not handed in, and the founding. */
  entries: Uint8Array[]
  request: Uint8Array
  approval: Uint8Array
  /** A claim link's fragment. */
  claim: string
  /** Frames of the wire from a session as it ran, towards the phone. */
  told: Uint8Array[]
}

let made: Promise<Examples> | undefined
/** Right bytes of every sort, made once: from a village with real keys. */
export const examples = (): Promise<Examples> => (made ??= make())

async function make(): Promise<Examples> {
  const v = await foundTestVillage()
  const matter = (await accepted(v.say('罗二哥', threadOpened, { title: '修路', text: '村口' }))) as {
    id?: string
  }
  const thread = matter.id!
  const opening = (await v.say('陶书记', voteOpened, vote(v.clock.now), [thread])).id
  const fresh = await newPhone(v.phones.王大婶.person)
  const body = await admissionBody(fresh)
  const { bytes: admission } = await v.write('陶书记', deviceAdded, body)
  const entries = await Promise.all([
    v.write('陶书记', noticePublished, notice()),
    v.write('王大婶', commentPosted, { text: '我家让得出半分地。' }, [thread]),
    v.write('罗二哥', ballotCast, { choices: [0] }, [opening]),
  ])
  const pair = await newSigningPair(true)
  const secret = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))
  const { village } = v
  const { person } = fresh
  const phone = await v.connect('罗二哥').welcomed()
  await phone.has('roster', 5)
  phone.close()
  return {
    v,
    entries: [...entries.map(({ bytes }) => bytes), admission, v.founding],
    request: writeRequest({ ...body, name: '王大婶', label: '旧手机' }),
    approval: writeApproval({
      founding: await idOf(decodeEntry(v.founding)!.header),
      relay: 'https://example.cn',
      person,
      admission,
      // The founding, and the claim by which the secretary's phone came in.
      chain: [v.founding, v.log.numbered(2)!.bytes],
    }),
    claim: writeClaim({ village, person, claimKey: await publicBytes(pair.publicKey), secret }),
    told: phone.frames.map(({ channel, payload }) => joinBytes(new Uint8Array([channel]), payload)),
  }
}
