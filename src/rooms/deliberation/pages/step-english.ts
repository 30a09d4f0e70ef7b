import { dayIn } from '#desk/in-words.ts'
import type { StepWords } from './step-words.ts'

export const en: StepWords = {
  day: dayIn('en'),
  title: '四议两公开: four meetings, two disclosures',
  begin: 'Go the way of 四议两公开',
  steps: {
    proposed: 'The Party branch proposes',
    consulted: 'The two committees consult',
    examined: 'The Party members examine',
    decided: 'A meeting decides',
    announced: 'The decision is made known',
    'carried-out': 'What came of it is made known',
  },
  deciders: {
    va: 'The villagers’ meeting decides',
    vra: 'The villagers’ representatives decide',
    ca: 'The members of the collective decide',
    'va-households': 'The villagers’ meeting decides, by households',
  },
  states: {
    held: 'passed',
    unsigned: 'Waits for a second signature',
    failed: 'did not pass, to be held again',
    next: 'next',
    later: 'not yet',
  },
  done: 'made known',
  number: (n) => `Step ${n}`,
  held: (day, host) => (host ? `${day}, chaired by ${host}` : day),
  posted: (day, host) => (host ? `${day}, seen to by ${host}` : day),
  figures: (should, did, favour, against, abstain) =>
    `${should} should come, ${did} came; in favour ${favour}, against ${against}, abstained ${abstain}`,
  late: (day) => `Recorded afterwards, on ${day}`,
  recordedBy: (name) => `Recorded by ${name}`,
  pending: 'Waits for another cadre’s signature',
  lapsed: 'Not signed within 30 days, without effect. Please record it anew',
  signedBy: (names) => `Signed by ${names}, in effect`,
  cosignText: 'Your signature says that you were there and have checked it.',
  cosign: 'Checked, sign',
  signed: 'Written and kept on this phone; it goes as soon as there is a network.',
  before: 'Recorded before',
  record: 'Record this step',
  again: 'Record anew',
  notSent: 'Not handed in',
}
