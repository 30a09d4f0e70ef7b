import { describe, expect, it } from 'vitest'
import { quorum } from '#rulebook/quorum.ts'
import { claims } from '#server/village/demo/claims.ts'
import { notices } from '#server/village/demo/notices.ts'
import { groups, households, offices, people, place } from '#server/village/demo/people.ts'
import { threads } from '#server/village/demo/road.ts'
import { votes } from '#server/village/demo/votes.ts'

const byKey = new Map(people.map((person) => [person.key as string, person]))
const homes = new Map(households.map((household) => [household.key as string, household]))
const remarks = threads.flatMap((thread) => thread.remarks)
const inGrid = new Set(offices.gridWorkers.flatMap((worker) => worker.households))

function repeated(keys: readonly string[]): string[] {
  return keys.filter((key, index) => keys.indexOf(key) !== index)
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(strings) : []
}

describe('the people of the demo village', () => {
  it('has 55 to 65 households in five groups, each key once', () => {
    expect(households.length).toBeGreaterThanOrEqual(55)
    expect(households.length).toBeLessThanOrEqual(65)
    expect(groups.map((group) => group.number)).toEqual([1, 2, 3, 4, 5])
    expect(repeated(households.map((household) => household.key))).toEqual([])
    expect(repeated(households.map((household) => household.label))).toEqual([])
    expect(repeated(people.map((person) => person.key))).toEqual([])
    expect(repeated(people.map((person) => person.name))).toEqual([])
    for (const person of people) expect(person.key).toMatch(/^[a-z]+(-[a-z]+)+$/)
  })

  it('puts everyone into a household of the same group, which is named after one of its own', () => {
    for (const person of people) expect(homes.get(person.household)?.group, person.key).toBe(person.group)
    for (const { key, label } of households) {
      const names = people.filter((person) => person.household === key).map((person) => person.name + '家')
      expect(names, label).toContain(label)
    }
  })

  it('lets one adult represent each household', () => {
    for (const { key, label } of households) {
      const representing = people.filter((person) => person.household === key && person.represents)
      expect(
        representing.map((person) => person.voter),
        label,
      ).toEqual([true])
    }
  })

  it('gives children no telephone and everyone who works away one', () => {
    for (const person of people) {
      if (!person.voter) expect(person.phone, person.key).toBe(false)
      if (person.voter && person.away) expect(person.phone, person.key).toBe(true)
    }
  })

  it('fills the offices with adults and keeps the supervisors off the committee', () => {
    const { secretary, registrar, supervisor, supervisoryMembers, committeeMembers } = offices
    const workers = offices.gridWorkers.map((worker) => worker.person)
    const holders = [secretary, registrar, supervisor, ...supervisoryMembers, ...committeeMembers, ...workers]
    for (const key of holders) expect(byKey.get(key), key).toMatchObject({ voter: true, phone: true })
    for (const key of [...offices.representatives, ...offices.partyMembers]) {
      expect(byKey.get(key)?.voter, key).toBe(true)
    }
    expect(supervisoryMembers).toContain(supervisor)
    expect(supervisoryMembers.length).toBeGreaterThanOrEqual(3)
    expect(supervisoryMembers.length).toBeLessThanOrEqual(5)
    expect(supervisoryMembers.filter((key) => [secretary, ...committeeMembers].includes(key))).toEqual([])
    expect(repeated(offices.representatives)).toEqual([])
    expect(offices.representatives).toHaveLength(9)
    expect(repeated(offices.partyMembers)).toEqual([])
    expect(offices.partyMembers).toHaveLength(8)
    for (const key of inGrid) expect(homes.has(key), key).toBe(true)
  })
})

describe('what is published and said', () => {
  it('has notices by cadres, shown for at least 15 days, of a readable length', () => {
    const cadres = [
      offices.secretary,
      ...offices.committeeMembers,
      ...offices.gridWorkers.map((w) => w.person),
    ]
    expect(repeated(notices.map((notice) => notice.key))).toEqual([])
    expect(notices).toHaveLength(9)
    for (const notice of notices) {
      expect(cadres, notice.key).toContain(notice.by)
      expect(notice.displayDays, notice.key).toBeGreaterThanOrEqual(15)
      if (notice.scope === 'grid') {
        expect(
          offices.gridWorkers.map((worker) => worker.person),
          notice.key,
        ).toContain(notice.by)
      }
      for (const { title, text } of [notice, ...(notice.correction ? [notice.correction] : [])]) {
        expect(title.length, title).toBeLessThanOrEqual(60)
        expect(text.length, title).toBeGreaterThanOrEqual(80)
        expect(text.length, title).toBeLessThanOrEqual(500)
        expect(text.split('\n\n').length, title).toBeGreaterThan(1)
      }
      if (notice.correction) {
        expect(notice.correction.daysAfter, notice.key).toBeGreaterThan(0)
        expect(notice.correction.daysAfter, notice.key).toBeLessThan(notice.daysAgo)
      }
    }
  })

  it('has accounts that add up', () => {
    const text = notices.find((notice) => notice.key === 'affairs-quarter')?.text ?? ''
    const cents = (line: RegExp) =>
      [...(line.exec(text)?.[0] ?? '').matchAll(/(\d+)(?:\.(\d\d))?元/g)].map(
        (m) => +m[1]! * 100 + +(m[2] ?? 0),
      )
    const [income = 0, ...received] = cents(/收入.*/)
    const [outlay = 0, ...paid] = cents(/支出.*/)
    const [before, after] = cents(/季度初结余.*/)
    const sum = (parts: number[]) => parts.reduce((total, part) => total + part, 0)
    expect(sum(received)).toBe(income)
    expect(sum(paid)).toBe(outlay)
    expect(before! + income - outlay).toBe(after)
    expect(income).toBeGreaterThan(0)
  })

  it('has threads whose remarks come from people with a telephone, in order, one level deep', () => {
    expect(repeated(threads.map((thread) => thread.key))).toEqual([])
    expect(repeated(remarks.map((remark) => remark.key))).toEqual([])
    for (const thread of threads) {
      expect(thread.title.length, thread.key).toBeLessThanOrEqual(60)
      expect(thread.text.length, thread.key).toBeLessThanOrEqual(2000)
      expect(byKey.get(thread.by)?.phone, thread.key).toBe(true)
      let previous = thread.daysAgo
      for (const remark of thread.remarks) {
        expect(byKey.get(remark.by)?.phone, remark.key).toBe(true)
        expect(remark.text.length, remark.key).toBeGreaterThanOrEqual(20)
        expect(remark.text.length, remark.key).toBeLessThanOrEqual(300)
        expect(remark.daysAgo, remark.key).toBeLessThan(previous)
        expect(remark.daysAgo, remark.key).toBeGreaterThan(0)
        previous = remark.daysAgo
        if (remark.replyTo === undefined) continue
        const answered = thread.remarks.find((other) => other.key === remark.replyTo)
        expect(answered, remark.key).toBeDefined()
        expect(answered?.replyTo, remark.key).toBeUndefined()
        expect(answered?.daysAgo, remark.key).toBeGreaterThan(remark.daysAgo)
      }
    }
    expect(threads[0]?.remarks.length).toBeGreaterThanOrEqual(26)
    expect(threads[0]?.remarks.length).toBeLessThanOrEqual(34)
  })

  it('has votes whose ballots come once each from those entitled and choose what is offered', () => {
    expect(repeated(votes.map((vote) => vote.key))).toEqual([])
    for (const vote of votes) {
      const thread = threads.find((candidate) => candidate.key === vote.thread)
      expect(thread, vote.key).toBeDefined()
      expect(vote.opensDaysAgo, vote.key).toBeLessThanOrEqual(thread?.daysAgo ?? 0)
      expect(vote.opensDaysAgo + vote.closesDaysAhead, vote.key).toBeGreaterThan(0)
      expect(vote.question.length, vote.key).toBeLessThanOrEqual(60)
      expect(vote.text.length, vote.key).toBeLessThanOrEqual(2000)
      expect(repeated(vote.options.map((option) => option.key))).toEqual([])
      expect(repeated(vote.ballots.map((ballot) => ballot.by)), vote.key).toEqual([])
      const offered = vote.options.map((option) => option.key)
      for (const { by, choice } of vote.ballots) {
        expect(byKey.get(by), by).toMatchObject({ voter: true, phone: true })
        if (vote.basis === 'household') expect(byKey.get(by)?.represents, by).toBe(true)
        expect(choice.length, by).toBeGreaterThanOrEqual(vote.choose.min)
        expect(choice.length, by).toBeLessThanOrEqual(vote.choose.max)
        expect(repeated(choice), by).toEqual([])
        for (const key of choice) expect(offered, by).toContain(key)
      }
    }
  })

  it('asks each vote of whom its rule counts', () => {
    for (const vote of votes) expect(quorum(vote.rule).bases, vote.key).toContain(vote.basis)
  })

  it('leaves the road vote short of two thirds of the households', () => {
    const vote = votes.find((candidate) => candidate.key === 'road-vote')
    const cast = vote?.ballots.length ?? 0
    for (const { by } of vote?.ballots ?? []) expect(byKey.get(by)?.represents, by).toBe(true)
    expect(cast).toBeGreaterThan(30)
    expect(3 * cast).toBeLessThan(2 * households.length)
  })

  it('says of the street lamps what the ballots say', () => {
    const vote = votes.find((candidate) => candidate.key === 'lamps-vote')
    const forTwo = vote?.ballots.filter((ballot) => ballot.choice.includes('two')).length ?? 0
    expect(2 * forTwo).toBeGreaterThan(vote?.ballots.length ?? 0)
  })

  it('prints claim links for six people who have not voted in the open votes', () => {
    expect(claims).toHaveLength(6)
    expect(repeated(claims.map((claim) => claim.person))).toEqual([])
    expect(repeated(claims.map((claim) => claim.role))).toEqual([])
    const open = votes.filter((vote) => vote.closesDaysAhead > 0)
    const cast = open.flatMap((vote) => vote.ballots.map((ballot) => ballot.by))
    for (const { person } of claims) {
      expect(byKey.get(person), person).toMatchObject({ voter: true, phone: true })
      expect(cast, person).not.toContain(person)
    }
  })

  it('is calm and holds nothing like a telephone or identity number', () => {
    for (const text of strings([place, groups, households, people, notices, threads, votes, claims])) {
      expect(text).not.toMatch(/[!\uFF01]/)
      expect(text).not.toMatch(/\d{7}|\d{3,4}[-\s]\d{4}/)
    }
  })
})
