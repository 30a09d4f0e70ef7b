import { ROLES, type Role } from '#rulebook/roster.ts'
import { activeDevices } from '../claim-links.ts'
import { readBook } from '../local-relay.ts'
import { readVillage } from '../store.ts'
import { command, dataDirOf } from '../command.ts'

const ROLE_WORDS: Record<Role, string> = {
  secretary: '书记',
  registrar: '登记员',
  committee: '村委',
  supervisor: '监委',
  'grid-worker': '网格员',
  'household-representative': '户代表',
  'villager-representative': '村民代表',
  'party-member': '正式党员',
  'branch-officer': '支委',
  township: '乡镇',
}

/** Who is registered, with household, offices and how many devices. */
export const listCommand = command(
  'list',
  '村里有谁：姓名、户、职务、手机数  who is registered: name, household, offices, devices',
  {},
  async (args) => {
    const { log, village } = await readVillage(dataDirOf(args))
    const book = readBook(log, village)
    const place = { i: Infinity, at: Date.now() }
    const pending = book.roster.pending.all(place)
    for (const { person, name, household } of book.roster.villagers(place)) {
      const home = household && book.roster.household(household, place)
      const held = ROLES.filter((role) => book.roster.role(person, role, place))
      const waits = pending.filter((one) => one.body.person === person).map((one) => one.body.role)
      const roles = [
        ...held.map((role) => ROLE_WORDS[role]),
        ...waits.map((role) => `${ROLE_WORDS[role]}(等会签 pending)`),
      ]
      const phones = activeDevices(book, person).length
      const where = home ? `${home.group}组 ${home.label}` : ''
      console.log([person, name, where, roles.join('、'), phones ? `手机 ${phones}` : ''].join('\t'))
    }
  },
)
