import { mkdirSync } from 'node:fs'
import { publicBytes } from '#entry/crypto.ts'
import { toHex } from '#entry/format.ts'
import { keyWords } from '#rulebook/key-words.ts'
import { linkOf } from '../claims.ts'
import { foundVillage, type Founding } from '../founding.ts'
import { withRelay } from '../local-relay.ts'
import { verdictOf } from '../pen.ts'
import { qr } from '../qr.ts'
import { openStore } from '../store.ts'
import { command, dataDirOf, Refusal } from '../command.ts'

const text = (description: string, valueHint: string) =>
  ({ type: 'string', required: true, description, valueHint }) as const

/** Founds a real village in an empty data directory. */
export const initCommand = command(
  'init',
  '建村：写下第一条记录，打印纸上的根钥匙和两条进村链接  founds a village',
  {
    name: text('村名  name of the village', '陶坝村'),
    relay: text('村民打开的网址  address that phones open', 'https://village.example'),
    secretary: text('书记姓名，也是登记员  the secretary, who is also registrar', '姓名'),
    supervisor: text('监督委员会主任姓名  head of the supervisors', '姓名'),
    phone: {
      type: 'string',
      description: '求助电话，可不写  a phone number to ask for help',
      valueHint: '号码',
    },
  },
  async (args) => {
    const { name, secretary, supervisor, phone = '' } = args
    if (!/^https?:\/\/[^/\s]+/.test(args.relay))
      throw new Refusal('--relay 要写完整网址，例如 https://village.example', '--relay wants a whole address')
    const tooLong = [name, secretary, supervisor].some((one) => one.length < 1 || one.length > 40)
    if (tooLong || phone.length > 40)
      throw new Refusal('村名、姓名和电话每样 1 到 40 个字', 'names and phone have 1 to 40 characters')
    if (secretary === supervisor)
      throw new Refusal('书记和监督委员会主任不能是同一个人', 'secretary and supervisor must be two people')
    const dataDir = dataDirOf(args)
    mkdirSync(dataDir, { recursive: true })
    const { log, relayKey } = await openStore(dataDir)
    try {
      if (log.lastNumber() > 0)
        throw new Refusal(
          `${dataDir} 里已经有一个村，没有动它`,
          'this folder already holds a village; nothing was changed',
        )
      const key = await publicBytes(relayKey.publicKey)
      const founding = await foundVillage({
        name,
        relayKey: key,
        secretary,
        supervisor,
        helpPhone: phone,
        now: Date.now(),
      })
      const { village, bytes } = founding
      const answer = await withRelay({ log, relayKey, village }, (handIn) => handIn(bytes))
      if (verdictOf(answer).is !== 'allowed') throw new Error(`the founding was not accepted: ${answer.code}`)
      print(founding, { name, relay: args.relay, relayKey: toHex(key), secretary, supervisor })
    } finally {
      await log.close()
    }
  },
)

function print(
  { id, village, rootSecret, ...founding }: Founding,
  o: { name: string; relay: string; relayKey: string; secretary: string; supervisor: string },
) {
  const root = `xy1root ${village} ${rootSecret}`
  const links = [
    ['书记', 'secretary', o.secretary, linkOf(o.relay, founding.secretary)],
    ['监督委员会主任', 'supervisor', o.supervisor, linkOf(o.relay, founding.supervisor)],
  ] as const
  console.log(`✓ ${o.name} 建好了  founded

村 village        ${village}
建村记录 founding  ${id}
暗语 key words    ${keyWords(id).join(' ')}
中转站钥匙 relay   ${o.relayKey}

根钥匙：写在纸上收好，不要交给书记或监委。电脑里不留，丢了不能再印。换书记、挂乡镇、会签监委时才用。
The root key: write it on paper, and leave it with neither secretary nor supervisor. It is not stored and cannot be
printed again. It appoints the next secretary or the township, and is a second signature for a supervisor.

${qr(root)}
  ${rootSecret.match(/.{4}/g)!.join(' ')}
`)
  for (const [zh, en, who, link] of links)
    console.log(`${zh} ${who}:用自己的手机打开，只能用一次，七天内有效
${en}: opened once, on one's own phone, within seven days
${qr(link)}
  ${link}
`)
}
