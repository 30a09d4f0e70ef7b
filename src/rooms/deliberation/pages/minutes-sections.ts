import type { NameOf } from '#desk/use-names.ts'
import type { Bilingual } from '#desk/use-words.ts'
import type { Count } from '#rulebook/count.ts'
import type { Said } from '#rulebook/comment-reading.ts'
import type { Highlight, Minutes } from '#rulebook/minutes-reading.ts'
import { timeOf } from '#rulebook/shown.ts'
import type { StepRead } from '#rulebook/step-reading.ts'
import { outcomeOf } from '#rulebook/vote-reading.ts'
import { paths } from '../../paths.ts'
import { labelsOf, stepFigures, stepName, stepWhen, waysIn } from '../parts/labels.ts'
import type { DeliberationWords } from '../words.ts'
import type { MinutesWords } from './minutes-words.ts'
import type { OutcomeWords } from './outcome-words.ts'
import type { PaperWords } from './paper-words.ts'
import type { StepWords } from './step-words.ts'

/** A sentence of the app, or words of somebody with who said them and when. */
export interface Line {
  text: string
  by?: string
  /** Where the entry itself stands. */
  to?: string
}
/** A part of the minutes as the page shows and the file has it; one with a table has its lines before it. */
export interface Section {
  title: string
  lines: Line[]
  parts: { title: string; lines: Line[]; table?: { head: string[]; rows: string[][] } }[]
}
export interface Saying {
  minutes: MinutesWords
  room: DeliberationWords
  outcome: OutcomeWords
  steps: StepWords
  paper: PaperWords
  group(number: number): Bilingual
  language: keyof Bilingual
}

/** The minutes in words. `countOf`: this phone's own count of a vote, where it is final. */
export function sectionsOf(
  { thread, speakers, highlights, reason, points, votes }: Minutes,
  nameOf: NameOf,
  countOf: (vote: string) => Count | undefined,
  say: Saying,
): Section[] {
  const w = say.minutes
  const name = (person: string | undefined) => nameOf(person).name ?? say.room.someone
  const quote = (said: Said, why?: string): Line => ({
    text: said.now,
    by: [name(said.author), w.moment(timeOf(said)), why].filter(Boolean).join(' · '),
  })
  const closing = thread.closings.find(({ isClosed }) => isClosed)
  const homes = points.filter(({ household }) => household !== undefined).length
  const isNobodyAgainst = !reason && speakers.length > 0 && !highlights.some(({ isAgainst }) => isAgainst)
  const isCounted = votes.some(({ opening }) => countOf(opening.id))
  const empty = { lines: [], parts: [] }
  return [
    {
      ...empty,
      title: w.matter,
      lines: [
        { text: thread.now, by: w.raised(name(thread.author), w.moment(thread.openedAt)) },
        ...(thread.isLocked && closing ? [{ text: w.closed(closing.reason) }] : []),
      ],
    },
    {
      ...empty,
      title: w.agenda,
      lines: [
        thread.body.title,
        ...thread.steps.flatMap(({ held }) =>
          held?.standing.is === 'receipted' ? stepName(held.body, say.steps) : [],
        ),
        ...votes.map(({ opening }) => w.toVote(opening.body.question)),
      ].map((text, n) => ({ text: w.item(n + 1, text) })),
    },
    {
      ...empty,
      title: w.speakers,
      lines: [
        { text: w.spoke(speakers.length, homes) },
        ...speakers.map(({ person, times }) => {
          const { group, away } = nameOf(person)
          const home = group === undefined ? undefined : say.group(group)[say.language]
          return { text: w.person(name(person), home, away, times) }
        }),
      ],
    },
    {
      ...empty,
      title: w.highlights,
      lines: [
        ...highlights.map((one) => ({
          ...quote(one.said, whyRead(one, w)),
          to: paths.said(thread.id, one.said.id),
        })),
        ...(reason
          ? [
              {
                text: reason.reason,
                by: [name(reason.by), w.reasonAgainst].join(' · '),
                to: paths.vote(thread.id, reason.vote),
              },
            ]
          : []),
        ...(isNobodyAgainst ? [{ text: isCounted ? w.nobodyAgainst : w.noVoteYet }] : []),
      ],
    },
    {
      ...empty,
      title: w.points,
      parts: points.map(({ household, said }) => ({
        title: (household && nameOf(said[0]?.author).household) || w.noHousehold,
        lines: said.map((one) => quote(one)),
      })),
    },
    {
      ...empty,
      title: w.votes,
      parts: votes.map(({ opening }) => countWords(opening.body, countOf(opening.id), say)),
    },
    { ...empty, title: say.steps.title, parts: stepsIn(thread.steps, name, say) },
    { ...empty, title: w.decisions, ...decisionsIn(votes, name, say) },
  ].filter(({ lines, parts }) => lines.length + parts.length > 0)
}

/** Why a word is read first. */
const whyRead = (one: Highlight, w: MinutesWords): string =>
  [
    one.isMarked ? w.marked : '',
    one.isQuoted ? w.quoted : '',
    one.households > 0 ? w.supported(one.households) : '',
    one.isAgainst ? w.against : '',
  ]
    .filter(Boolean)
    .join(' · ')

function countWords(
  terms: Minutes['votes'][number]['opening']['body'],
  count: Count | undefined,
  { minutes: w, room, paper }: Saying,
): Section['parts'][number] {
  const rule = { text: w.rule(room.rulesOfVotes[terms.quorum].name) }
  if (!count) return { title: terms.question, lines: [rule, { text: w.notCounted }] }
  const labels = labelsOf(terms, room)
  const outcome = outcomeOf(terms, count)
  const ways = waysIn(count, room, paper)
  const unit = room.counts[terms.basis]
  const came = {
    opinion: w.opinion,
    'not-quorate': w.tooFew,
    'not-carried': w.notCarried,
    carried: outcome.is === 'carried' ? w.carried(labels[outcome.choice] ?? '') : '',
  }[outcome.is]
  return {
    title: terms.question,
    lines: [
      rule,
      { text: w.present(unit(count.present), unit(count.eligible)) },
      ...count.alternatives.map(({ basis, present, needed }) => ({
        text: w.quorum(room.counts[basis](needed), room.counts[basis](present)),
      })),
      ...(ways ? [{ text: ways }] : []),
      ...(count.late > 0 ? [{ text: w.late(room.counts.adult(count.late)) }] : []),
      ...(count.unsettled > 0 ? [{ text: paper.unsettled(unit(count.unsettled)) }] : []),
      ...(count.unvouched > 0 ? [{ text: paper.unvouched(room.counts.adult(count.unvouched)) }] : []),
      { text: came },
      ...(count.lateDecides ? [{ text: w.lateDecides(count.late) }] : []),
    ],
    table: {
      head: [w.choice, w.ballots],
      rows: count.choices.map((ballots, n) => [labels[n] ?? '', String(ballots)]),
    },
  }
}

/** The steps of 四议两公开 that were held, each with who signed it. */
function stepsIn(
  steps: readonly StepRead[],
  name: (person: string | undefined) => string,
  { steps: w, room }: Saying,
): Section['parts'] {
  return steps.flatMap(({ held }) => {
    if (held?.standing.is !== 'receipted') return []
    const { body, author, signers } = held
    const by = [w.recordedBy(name(author))]
    if (signers.length > 0) by.push(w.signedBy(room.list(signers.map(name))))
    if (held.isLate) by.push(w.late(w.day(held.recordedAt)))
    const facts = [stepWhen(body, body.host ? name(body.host) : undefined, w), stepFigures(body, w)]
    return {
      title: stepName(body, w),
      lines: [...facts.flatMap((text) => (text ? [{ text }] : [])), { text: body.text, by: by.join(' · ') }],
    }
  })
}

function decisionsIn(
  votes: Minutes['votes'],
  name: (person: string | undefined) => string,
  { minutes: w, outcome: o }: Saying,
): Pick<Section, 'lines'> {
  const published = votes.flatMap(({ outcome }) => (outcome ? [outcome] : []))
  if (published.length === 0) return { lines: votes.length > 0 ? [{ text: w.none }] : [] }
  return {
    lines: published.map(({ body, effect, progress }) => ({
      text: body.decision + (effect.is === 'in-effect' ? '' : w.pending),
      by: [
        body.responsible === null ? '' : w.responsible(name(body.responsible)),
        body.money === null ? '' : w.money(o.money(body.money)),
        body.dueAt === null ? '' : w.due(o.day(body.dueAt)),
        effect.is !== 'in-effect' ? '' : o.states[progress.state],
        progress.state === 'underway' ? o.percent(progress.percent) : '',
      ]
        .filter(Boolean)
        .join(' · '),
    })),
  }
}
