// 陶坝村 as it is when its road is talked over: 57 more households beside the three that every test village has.
import type { Count } from '#rulebook/count.ts'
import { mandateGiven, mandateWitnessed } from '#rulebook/mandate.ts'
import {
  householdsRegistered,
  deviceAdded,
  peopleImported,
  roleGranted,
  rulebookAdopted,
} from '#rulebook/roster.ts'
import { ballotCast } from '#rulebook/vote.ts'
import { picture } from '#support/texts.ts'
import {
  accepted,
  admissionBody,
  HOUR,
  newPhone,
  type Phone,
  type Someone,
  type TestVillage,
} from '#support/village.ts'

const SURNAMES = [...'周吴郑冯陈褚卫蒋沈韩朱秦尤许何吕施孔曹']
/** One given name for each 村民小组 that comes in addition. */
const GIVEN = ['大山', '小河', '春生']
const FIRST_GROUP = 3
const hex = (n: number) => n.toString(16).padStart(16, '0')

/** Who represents a household: its vote is his. */
export interface Neighbour {
  name: string
  person: string
  household: string
  group: number
  /** None for those without one. */
  phone: Phone | undefined
}
/** The representatives by what they do on the day, and one who is away and only speaks. */
export interface Village {
  representatives: Neighbour[]
  /** They cast on paper: they have no phone. */
  onPaper: Neighbour[]
  /** One entrusts from his own phone, one has none and signs on paper. */
  entrusts: [Neighbour, Neighbour]
  late: Neighbour[]
  inTime: Neighbour[]
  awayPhone: Phone
}

/** Registers them under the second rulebook: with each representative live his wife and a grown-up son. */
export async function settleVillage(v: TestVillage): Promise<Village> {
  const say = <B>(...said: Parameters<typeof v.say<B>>) => accepted(v.say(...said))
  await say('陶书记', rulebookAdopted, { rulebook: 2 })
  const all = GIVEN.flatMap((given, at) =>
    SURNAMES.map((surname) => ({ name: surname + given, group: FIRST_GROUP + at })),
  )
  const representatives: Neighbour[] = []
  for (const [n, one] of all.entries()) {
    const hasPhone = n >= 9 && n !== 10
    const person = hex(0x1000 + n)
    const phone = hasPhone ? await newPhone(person) : undefined
    representatives.push({ ...one, person, household: hex(0x5000 + n), phone })
  }
  const households = representatives.map(({ household, name, group }) => ({
    household,
    label: `${name}家`,
    group,
  }))
  await say('陶书记', householdsRegistered, { lines: households })
  const grown = { voter: true, member: true, away: false }
  const lines = representatives.flatMap(({ person, household, name }, n) => [
    { person, name, household, ...grown },
    { person: hex(0x2000 + n), name: `${name}妻`, household, ...grown },
    // The son of the last household works in the city.
    { person: hex(0x3000 + n), name: `${name}子`, household, ...grown, away: n === all.length - 1 },
  ])
  for (let from = 0; from < lines.length; from += 90)
    await say('陶书记', peopleImported, { lines: lines.slice(from, from + 90) })
  const awayPhone = await newPhone(hex(0x3000 + all.length - 1))
  const phones = representatives.flatMap(({ phone }) => phone ?? [])
  for (const phone of [...phones, awayPhone]) await say('陶书记', deviceAdded, await admissionBody(phone))
  for (const { person, household } of representatives)
    await say('陶书记', roleGranted, {
      person,
      role: 'household-representative',
      scope: [household],
      until: 0,
    })
  const [onPaper, rest] = [representatives.slice(0, 9), representatives.slice(9)]
  const [late, inTime] = [rest.slice(2, 5), rest.slice(5, 41)]
  return { representatives, onPaper, entrusts: [rest[0]!, rest[1]!], late, inTime, awayPhone }
}

export const FAVOUR = 0
export const AGAINST = 1
export const ABSTAIN = 2

/** What comes by phone while the vote is open, from phones without a screen; two who were against turn round. */
export async function castInTime(v: TestVillage, { inTime, entrusts }: Village, vote: string) {
  const cast = (by: Someone | Phone, choice: number) =>
    accepted(v.say(by, ballotCast, { choices: [choice] }, [vote]))
  const choiceOf = (n: number) => (n < 26 ? FAVOUR : n < 32 ? AGAINST : ABSTAIN)
  const turning = inTime.slice(0, 2)
  for (const { phone } of turning) await cast(phone!, AGAINST)
  for (const [n, { phone }] of inTime.entries()) await cast(phone!, choiceOf(n))
  for (const who of ['何委员', '赵网格'] as const) await cast(who, FAVOUR)
  // More than one of a household speaks; only its representative counts for it.
  await cast('罗二哥', AGAINST)
  await castForOthers(v, entrusts, inTime[15]!, vote)
}

/** One on a word from his own phone, one on a paper that he signed and 杨代表 saw him sign. */
async function castForOthers(
  v: TestVillage,
  [own, without]: Village['entrusts'],
  proxy: Neighbour,
  vote: string,
) {
  const given = { giver: own.person, proxy: proxy.person, witness: null, attachments: [] }
  const first = await accepted(v.say(own.phone!, mandateGiven, given, [vote]))
  const seen = { giver: without.person, proxy: v.phones.罗二哥.person }
  const paper = { ...seen, witness: v.phones.杨代表.person, attachments: [picture()] }
  const second = await accepted(v.say('罗二哥', mandateGiven, paper, [vote]))
  await accepted(v.say('杨代表', mandateWitnessed, seen, [vote, second.id]))
  const cast = (by: Someone | Phone, { person }: Neighbour, mandate: string, choice: number) =>
    accepted(v.say(by, ballotCast, { choices: [choice] }, [vote, mandate], { onBehalfOf: person }))
  await cast(proxy.phone!, own, first.id, FAVOUR)
  await cast('罗二哥', without, second.id, AGAINST)
}

/** What was cast on a mountain before the closing comes down behind it. */
export async function castLate(v: TestVillage, { late }: Village, vote: string, closesAt: number) {
  for (const [n, { phone }] of late.entries()) {
    const choices = [n < 2 ? FAVOUR : AGAINST]
    await accepted(v.say(phone!, ballotCast, { choices }, [vote], { at: closesAt - HOUR }))
  }
}

/**
 * What that comes to, added up by hand. Of 60 households 53 are there: 36 and two more by phone in time, four late, two by
 * proxy, nine on paper; beside their representatives three more people cast. Of age are 8 and three times 57.
 */
export const COUNTED = {
  ...{ choices: [39, 11, 6], present: 56, eligible: 179, quorate: true, carried: FAVOUR },
  alternatives: [
    { basis: 'adult', present: 56, eligible: 179, needed: 90, missing: 34 },
    { basis: 'household', present: 53, eligible: 60, needed: 40, missing: 0 },
  ],
  byHousehold: { choices: [38, 10, 5], present: 53, eligible: 60 },
  ways: { phone: 45, proxy: 2, paper: 9, hand: 0 },
  ...{ late: 4, lateDecides: false, unsettled: 0, unvouched: 0, households: 53 },
} satisfies Partial<Count>
