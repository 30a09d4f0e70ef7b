import type { Count } from '#rulebook/count.ts'
import type { VoteTerms } from '#rulebook/vote.ts'
import type { CountedVote } from './verify-votes.ts'

const FIXED: Partial<Record<VoteTerms['sort'], string[]>> = {
  approve: ['赞成 for', '反对 against', '弃权 abstain'],
  signup: ['报名 joins', '不去了 is out'],
}
const BASES = {
  ...{ adult: '成年人 adults', household: '户 households', representative: '村民代表 representatives' },
  ...{ partyVoting: '有表决权的党员 Party members', member: '集体成员 members' },
}

const labelsOf = ({ sort, options, times }: VoteTerms): string[] =>
  FIXED[sort] ?? (sort === 'times' ? (times ?? []).map((at) => new Date(at).toISOString()) : options)

/** What came of a count, in a line each. */
function countLines(terms: VoteTerms, count: Count): string[] {
  const labels = labelsOf(terms)
  const each = (votes: readonly number[]) =>
    votes.map((n, choice) => `${labels[choice] ?? choice} ${n}`).join('  ')
  const { ways, byHousehold } = count
  const came = {
    ...{ '手机 phone': ways.phone, '代投 proxy': ways.proxy },
    ...{ '纸票 paper': ways.paper, '举手 hands': ways.hand },
  }
  return [
    `应到 eligible ${count.eligible}  参加 present ${count.present}`,
    each(count.choices),
    ...(byHousehold
      ? [`按户 by household: ${each(byHousehold.choices)}  ${byHousehold.present}/${byHousehold.eligible}`]
      : []),
    Object.entries(came)
      .map(([way, n]) => `${way} ${n}`)
      .join('  '),
    `截止后送到 late ${count.late}  未说定 unsettled ${count.unsettled}  新手机 unvouched ${count.unvouched}`,
    ...count.alternatives.map(
      (way) =>
        `法定人数 quorum ${BASES[way.basis]} ${way.present}/${way.needed} ${way.missing === 0 ? '✓' : '✗'}`,
    ),
    count.carried === null
      ? count.quorate
        ? '没有通过，或者只是意见  nothing carried, or an opinion'
        : '人数不够  no quorum'
      : `通过 carried: ${labels[count.carried] ?? count.carried}`,
  ]
}

/** Prints what every vote came to, and whether the numbers that were published are these. */
export function printVotes(votes: readonly CountedVote[]): void {
  for (const { id, opening, count, published } of votes) {
    console.log(`  表决 vote ${id.slice(0, 8)}  ${opening.body.question}  (${opening.body.quorum})`)
    const lines = count
      ? countLines(opening.body, count)
      : ['还没有收齐，先不计票  not all in yet, so not counted']
    for (const line of lines) console.log(`      ${line}`)
    if (published)
      console.log(
        `      ${published.isRight ? '✓ 公布的数字相符  the published numbers are these' : '✗ 公布的数字不符  the published numbers differ'}`,
      )
  }
}
