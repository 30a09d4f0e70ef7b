// Who puts up notices in the model, until the office ends.
import { noticePublished } from '#rulebook/notice.ts'
import { roleEnded, roleGranted } from '#rulebook/roster.ts'
import { notice } from '#support/texts.ts'
import { accepted, HOUSEHOLDS, type TestVillage } from '#support/village.ts'
import type { Who, World } from './model-phones.ts'

/** A committee member, who loses the office (N1), and a grid worker, who is given other households (N2). */
export const OFFICERS = ['何委员', '王大婶'] as const
export type Officer = (typeof OFFICERS)[number]
const [OTHERS, HER_OWN] = HOUSEHOLDS as [string, string]

const gridWorker = (v: TestVillage, household: string) =>
  accepted(
    v.say('陶书记', roleGranted, {
      person: v.phones.王大婶.person,
      role: 'grid-worker',
      scope: [household],
      until: 0,
    }),
  )

/** 何委员 is of the committee from the start. */
export const giveOffice = (v: TestVillage) => gridWorker(v, HER_OWN)

export async function endOffice({ v, ended }: World, who: Officer) {
  if (who === '王大婶') await gridWorker(v, OTHERS)
  else
    await accepted(
      v.say('陶书记', roleEnded, { person: v.phones[who].person, role: 'committee', reason: '换届' }),
    )
  ended.add(who)
}

/** Puts up a notice; whether it was kept. */
export async function putUp({ phones, kept }: World, who: Officer, text: string) {
  const body = notice(text, { households: who === '王大婶' ? [HER_OWN] : [] })
  const written = await phones[who].desk.write(noticePublished, body)
  if ('failed' in written || written.verdict.is === 'refused') return false
  kept.set(written.id, { by: who, body: { title: body.title, text } })
  return true
}

/** A notice that stays on a phone without coverage until its author may no longer put it up: the phone does not know. */
export async function putUpTooLate(world: World, who: Officer, text: string) {
  world.phones[who].hand.cut()
  await putUp(world, who, text)
  await endOffice(world, who)
}

/** By which rules what this one wrote may be refused: a late ballot, and a notice once the office has ended. */
export function mayBeRefusedBy({ ended }: World, by: Who | 'second', body: object): string[] {
  if ('choices' in body) return ['V4']
  if (!('title' in body) || !ended.has(by as Who)) return []
  return by === '王大婶' ? ['N2'] : ['N1']
}
