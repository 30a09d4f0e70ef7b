// Requests about files: whatever stands in their paths, headers and bodies, nothing is kept that no entry names, nothing
// is given to who has no session, and the relay never stumbles.
import { sha256 } from '#entry/crypto.ts'
import { toHex } from '#entry/format.ts'
import { FILES, UPLOAD } from '#rulebook/files.ts'
import { commentPosted, threadOpened } from '#rulebook/thread.ts'
import { createHttp } from '#server/http.ts'
import { picture, thread } from '#support/texts.ts'
import { accepted, foundTestVillage } from '#support/village.ts'
import { bookOf } from './relay-surfaces.ts'
import { must, type Surface } from './surface.ts'

const BYTES = 'application/offset+octet-stream'
const written = (...parts: string[]) => Buffer.from(parts.join('\n'), 'latin1')
/** A request in one piece, so that every part of it is mutated: path, token, offset, length, range, type, body. */
function read(bytes: Uint8Array) {
  const [route = '', authorization, offset, length, range, type, ...body] = Buffer.from(bytes)
    .toString('latin1')
    .split('\n')
  const [method = '', hash = ''] = route.split(' ')
  const headers = {
    authorization,
    [UPLOAD.offset]: offset,
    [UPLOAD.length]: length,
    range,
    'content-type': type,
  }
  return { method, hash, headers, body: Buffer.from(body.join('\n'), 'latin1') }
}

export const fileSurface: Surface = {
  name: 'requests about files',
  share: 20_000,
  async open() {
    const v = await foundTestVillage()
    const bytes = Uint8Array.from({ length: 300 }, (_, n) => n & 255)
    const hash = toHex(await sha256(bytes))
    const { id } = await accepted(v.say('王大婶', threadOpened, thread()))
    const attachments = [picture({ hash, size: bytes.length })]
    await accepted(v.say('王大婶', commentPosted, { text: '看图', attachments }, [id]))
    const phone = await v.connect('王大婶').welcomed()
    const token = `Bearer ${phone.messages('WELCOME')[0]!.body.session}`
    const before = bookOf(v)
    const app = await createHttp({ relay: v.relay, publicUrl: '', trustProxy: false })
    const body = Buffer.from(bytes).toString('latin1')
    const length = String(bytes.length)
    const began = v.clock.now
    let n = 0
    return {
      corpus: [
        written(`HEAD ${hash}`, token, '', length, '', '', ''),
        written(`PATCH ${hash}`, token, '0', length, '', BYTES, body),
        written(`PATCH ${hash}`, token, '0', length, '', BYTES, body.slice(0, 120)),
        written(`PATCH ${hash}`, token, '120', length, '', BYTES, body.slice(120)),
        written(`PATCH ${hash}`, token, '0', length, '', 'application/cbor', body),
        written(`PATCH ${'ab'.repeat(32)}`, token, '0', '99999999999', '', BYTES, body),
        written(`GET ${hash}`, token, '', '', 'bytes=0-99', '', ''),
        written(`GET ${hash}`, token, '', '', 'bytes=299-100000000000', '', ''),
        written(`GET ${hash}`, `Bearer ${'0'.repeat(64)}`, '', '', '', '', ''),
        written('GET ../../v1/village', '', '', '', '', '', ''),
      ],
      async feed(message) {
        // As fast as a device may ask: that there is a limit is tested elsewhere.
        v.clock.now += 300
        const { method, hash: asked, headers, body: sent } = read(message)
        const how = method === 'HEAD' || method === 'PATCH' ? method : 'GET'
        n += 1
        const answer = await app.inject({
          method: how,
          url: `${FILES.path}${encodeURIComponent(asked)}`,
          headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value)),
          ...(how === 'PATCH' && { payload: sent }),
          remoteAddress: `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
        })
        must(answer.statusCode < 500 || answer.statusCode === 507, `answered ${answer.statusCode}`)
        const isGiven = answer.statusCode === 200 || answer.statusCode === 206
        must(!isGiven || headers.authorization === token, 'a file was given to a stranger')
        must(!isGiven || asked === hash, 'something else was given')
      },
      async check() {
        must(bookOf(v) === before, 'a request about a file changed the book')
        const all = await v.blobs.all()
        must(
          all.every((one) => one.hash === hash && one.size === bytes.length),
          'something else was kept',
        )
        must((await v.blobs.beginnings()).length <= 1, 'more was begun than an entry names')
        // A session is for an hour, and there are many batches.
        v.clock.now = began
      },
      close: () => app.close(),
    }
  },
}
