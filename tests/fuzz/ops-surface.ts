// The technician's page: whatever is typed into its forms, its addresses and its cookies, nobody gets in without the
// password, and the relay never stumbles.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createHttp } from '#server/http.ts'
import { COOKIE } from '#server/ops/door.ts'
import { setTechnician } from '#server/ops/technician.ts'
import { foundTestVillage } from '#support/village.ts'
import { bookOf } from './relay-surfaces.ts'
import { must, type Surface } from './surface.ts'

const HERE = 'http://relay.example'
const FORM = 'application/x-www-form-urlencoded'
/** Each try that is looked at costs the machine 50 ms, so the door itself lets only some be made. */
const MESSAGES_A_MINUTE = 300

/** A request in one piece, so that every part of it is mutated: path, origin, cookie, token, type, form. */
const written = (...parts: string[]) => Buffer.from(parts.join('\n'), 'latin1')
function read(bytes: Uint8Array) {
  const [route = '', origin, cookie, authorization, type, ...form] = Buffer.from(bytes)
    .toString('latin1')
    .split('\n')
  const [method = '', url = ''] = route.split(' ')
  const headers = { host: 'relay.example', origin, cookie, authorization, 'content-type': type }
  return { isPost: method !== 'GET', url, headers, form: form.join('\n') }
}

/** As the password is compared: however it was typed. */
const plain = (typed: string) =>
  typed.toLowerCase().replace(/[\s-]/g, '').replace(/o/g, '0').replace(/[il]/g, '1')

export const opsSurface: Surface = {
  name: 'forms of the technician',
  share: 20_000,
  async open() {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'xiangyin-fuzz-ops-'))
    const v = await foundTestVillage()
    const before = bookOf(v)
    const { password, token } = await setTechnician(dataDir)
    const app = await createHttp({ relay: v.relay, publicUrl: '', trustProxy: false, dataDir })
    const given = new Set<string>()
    let n = 0

    const ask = (bytes: Uint8Array) => {
      const { isPost, url, headers, form } = read(bytes)
      const at = url.startsWith('/metrics') ? '/metrics' : url.startsWith('/ops') ? url : `/ops${url}`
      n += 1
      return app.inject({
        method: isPost ? 'POST' : 'GET',
        url: at,
        headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value)),
        ...(isPost && { payload: form }),
        // Each from another address: how many tries an address has is tested elsewhere.
        remoteAddress: `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
      })
    }
    const right = written('POST /ops/sign-in', HERE, '', '', FORM, `password=${password}`)
    const first = /xiangyin_ops=([0-9a-f]{64})/.exec(String((await ask(right)).headers['set-cookie']))![1]!
    given.add(first)
    const inside = `${COOKIE}=${first}`
    return {
      corpus: [
        right,
        written(
          'POST /ops/sign-in',
          HERE,
          '',
          '',
          FORM,
          'username=technician&password=abcd-efgh-jkmn-pqrs-tvwx',
        ),
        written('POST /ops/sign-in', 'https://elsewhere.example', '', '', FORM, 'password=0'),
        written('POST /ops/sign-in', HERE, inside, '', 'multipart/form-data; boundary=x', '--x\r\n\r\n--x--'),
        written('POST /ops/sign-in', HERE, '', '', 'application/json', '{"password":["a"]}'),
        written('POST /ops/sign-out', HERE, `${COOKIE}=${'0'.repeat(64)}`, '', FORM, ''),
        written('GET /ops?days=14&page=1', HERE, inside, '', ''),
        written('GET /ops?days=%00&page=99999999', '', `a=b; ${inside}; c=d`, '', ''),
        written('GET /metrics', '', '', `Bearer ${token}`, ''),
      ],
      async feed(bytes) {
        if (n % MESSAGES_A_MINUTE === 0) v.clock.now += 60_000
        const { form, headers } = read(bytes)
        const answer = await ask(bytes)
        must(answer.statusCode < 500, `answered ${answer.statusCode}`)
        const opened = /xiangyin_ops=([0-9a-f]{64})/.exec(String(answer.headers['set-cookie'] ?? ''))?.[1]
        const typed = new URLSearchParams(form).get('password') ?? ''
        must(!opened || plain(typed) === plain(password), 'somebody was signed in without the password')
        if (opened) given.add(opened)
        const isSeen =
          answer.statusCode === 200 && !String(answer.headers['content-type']).includes('text/css')
        const isKnown = [...given].some((one) => headers.cookie?.includes(one))
        must(
          !isSeen || isKnown || headers.authorization === `Bearer ${token}`,
          'a page was shown to a stranger',
        )
      },
      async check() {
        must(bookOf(v) === before, 'a form changed the book')
      },
      async close() {
        await app.close()
        await rm(dataDir, { recursive: true, force: true })
      },
    }
  },
}
