import type { OpeningWords } from './opening-words.ts'

export const en: OpeningWords = {
  voteTitle: 'Open a vote',
  mayNotOpen: 'Votes are opened by the secretary or the village committee. You may suggest one in a comment.',
  questionHint: 'A question that can be answered, up to 200 characters',
  whyFurther: 'Why vote once more',
  whyFurtherHint: 'This matter was voted on before. Everyone sees this reason. At most 200 characters',
  gatherLater: 'Sign-up lists, finding a time, opening later',
  targetHint: 'That many are enough; more may join',
  unitHint: 'Such as bags or days of work, up to 10 characters. Left empty, each who joins counts as one',
  timesHint: '2 to 12, all after the closing; leave empty what you do not need',
  timeNth: (n) => `Time ${n}`,
  errorTarget: 'Please write a whole number from 1 to 9999.',
  errorUnit: 'Up to 10 characters.',
  errorTimes: 'Please choose 2 to 12 different times, all after the closing.',
  options: 'Choices',
  optionsHint: 'One a line, 2 to 12, each up to 60 characters',
  ruleHint: 'An online vote is a consultation. For a decision choose the meeting that the law asks for.',
  ruleHintOf: (there, carries, law) => `${there}. ${carries} (${law})`,
  alsoHall:
    'The law does not say that this meeting may be held on phones alone: please meet as well; the committee records who came and how they voted.',
  wholeVillage: 'The whole village',
  opensHint:
    'Left empty, when the village receives it. Otherwise nobody votes before; the roll is that of when the village receives it',
  errorOpens: 'Please choose a later time, within 60 days.',
  errorNotice: (days) =>
    `The law has this called ${days} days before. Please choose a time from ${days} to 60 days ahead, or say below since when it has been announced on paper.`,
  announced: 'Announced in the village on paper since',
  announcedHint: (days) =>
    `This meeting is to be called ${days} days before. Left empty, the days run from when the village receives this vote; what you say here is shown to everyone, and you answer for it`,
  errorAnnounced: 'Please choose today or an earlier day.',
  days: (n) => `${n} days`,
  untilDate: (date) => `Until the end of ${date}`,
  hiddenNoHint: 'What arrives after closing does not count: without coverage vote early',
  window: 'How long to collect after closing',
  windowHint: 'A vote cast in time on a phone without coverage counts if it arrives by then',
  errorQuestion: 'Please write a question of up to 200 characters.',
  errorOptions: 'Please write 2 to 12 different choices, one a line, each up to 60 characters.',
  errorRange: 'The least and the most do not fit. Please change them.',
  errorGroup: 'Please choose a group.',
  checkVoteText: 'Once the vote is open none of this can be changed. Please read it again.',
  confirmVote: (name) =>
    `Signed in the name of ${name}. The vote opens when the village receives it; it cannot be changed or called off.`,
  confirmPlanned: (name, time) =>
    `Signed in the name of ${name}. All can read it when the village receives it, and it opens on ${time}; it cannot be changed or called off.`,
  startVote: 'Open; handed in when there is network',
  receiptVote:
    'The vote is written and signed. Unless it says when it opens, it does when the village has received it.',
  onlyMembers: 'What belongs to the collective is decided by its members, not by the villagers’ meeting.',
}
