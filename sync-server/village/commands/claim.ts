import type { Person } from '#rulebook/roster-index.ts'
import type { Book } from '#server/book.ts'
import { giveLink, makeRoom } from '../claim-links.ts'
import { linkOf } from '../claims.ts'
import { readRegistrar } from '../demo-registrar.ts'
import { isUnfinished } from '../demo-village.ts'
import { readBook } from '../local-relay.ts'
import { qr } from '../qr.ts'
import { reachRelay } from '../reach-relay.ts'
import { readRunning } from '../running.ts'
import { readVillage } from '../store.ts'
import { command, dataDirOf, publicUrlOf, Refusal } from '../command.ts'

/** Gives out a claim link for somebody of the demo village. */
export const claimCommand = command(
  'claim',
  '给一个人发进村链接（示范村）  gives out a claim link (demo village)',
  {
    name: {
      type: 'positional',
      required: true,
      valueHint: '姓名 NAME',
      description: '姓名，或 list 里的编号  name, or id as in list',
    },
    relay: {
      type: 'string',
      valueHint: 'http://…',
      description: '中转站正在运行的地址，不给就自己找  where the relay runs, found by itself otherwise',
    },
    url: {
      type: 'string',
      valueHint: 'https://…',
      description: '链接里的网址，默认与中转站相同  address in the link, the relay’s by default',
    },
  },
  async (args) => {
    const dataDir = dataDirOf(args)
    const { log, village } = await readVillage(dataDir)
    if (isUnfinished(dataDir))
      throw new Refusal(
        '示范村还没有建完，过一会儿再试',
        'the demo is still being founded: try again in a while',
      )
    const registrar = await readRegistrar(dataDir)
    if (!registrar || registrar.village !== village)
      throw new Refusal(
        '这里没有登记员的钥匙。真实的村里，进村链接由登记员在自己手机上发：花名册 → 这个人 → 发链接。',
        "No registrar's key lies here. In a real village the registrar's phone gives out links: roster, person, link.",
      )
    const book = readBook(log, village)
    const { person, name } = findPerson(book, args.name)
    const { handIn, close } = await reachRelay({ dataDir, village, keys: registrar.keys, relay: args.relay })
    try {
      const pen = registrar.pen(handIn)
      const revoked = await makeRoom(book, pen, person)
      if (revoked)
        console.log(`名下已有三部手机，最早的一部(${revoked})停用了  the oldest of three devices was revoked`)
      const { claim } = await giveLink(pen, person)
      const link = linkOf(publicUrlOf(args.url || readRunning(dataDir)?.publicUrl), claim)
      console.log(`${name}:只能用一次，七天内有效  used once, valid for seven days\n${qr(link)}\n  ${link}`)
    } finally {
      await close()
    }
  },
)

function findPerson(book: Book, asked: string): Person {
  const villagers = book.roster.villagers({ i: Infinity })
  const found = villagers.filter((one) => one.name === asked || one.person === asked)
  if (found.length === 1) return found[0]!
  if (found.length > 1)
    throw new Refusal(
      `有 ${found.length} 位叫${asked}的，请用编号：${found.map((one) => one.person).join(' ')}`,
      'several people of that name: give the id',
    )
  const alike = villagers.filter((one) => one.name.includes(asked[0] ?? '')).map((one) => one.name)
  throw new Refusal(
    `花名册里没有${asked}。${alike.length ? `有：${alike.slice(0, 12).join('、')}` : ''} 全部名单： npm run village -- list`,
    'nobody of that name is registered; see: npm run village -- list',
  )
}
