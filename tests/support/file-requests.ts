import { FILES, UPLOAD } from '#rulebook/files.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { dial, type ServedVillage } from './served.ts'
import { picture } from './texts.ts'
import { accepted, type Phone, type Someone } from './village.ts'

/** The token of a new session. */
export async function tokenOf(v: ServedVillage, who: Someone | Phone): Promise<string> {
  const phone = await dial(v, typeof who === 'string' ? v.phones[who] : who).welcomed()
  const token = phone.messages('WELCOME')[0]!.body.session
  phone.close()
  return token
}

/** A comment of this person that brings a file of this size and hash, in a debate of its own. */
export async function bring(v: ServedVillage, who: Someone, hash: string, size: number): Promise<string> {
  const { id } = await accepted(v.say(who, threadOpened, { title: '沟', text: '看图。' }))
  return (
    await accepted(
      v.say(who, commentPosted, { text: '看图。', attachments: [picture({ hash, size })] }, [id]),
    )
  ).id
}

/** The three questions that a phone asks about a file, as bare requests. */
export function fileRequests(url: string, token: string) {
  const at = (hash: string) => `${url}${FILES.path}${hash}`
  const mine = { authorization: `Bearer ${token}` }
  const offsetOf = (answer: Response) => {
    const offset = answer.headers.get(UPLOAD.offset)
    return offset === null ? undefined : Number(offset)
  }
  const told = (answer: Response) => ({ status: answer.status, offset: offsetOf(answer) })
  return {
    head: async (hash: string, length: number) =>
      told(await fetch(at(hash), { method: 'HEAD', headers: { ...mine, [UPLOAD.length]: `${length}` } })),
    patch: async (hash: string, length: number, offset: number, body: Uint8Array, more: object = {}) =>
      told(
        await fetch(at(hash), {
          method: 'PATCH',
          headers: {
            ...mine,
            'content-type': 'application/offset+octet-stream',
            [UPLOAD.length]: `${length}`,
            [UPLOAD.offset]: `${offset}`,
            ...more,
          },
          body: body as BufferSource,
        }),
      ),
    get: (hash: string, range?: string) =>
      fetch(at(hash), { headers: { ...mine, ...(range && { range: `bytes=${range}` }) } }),
  }
}
