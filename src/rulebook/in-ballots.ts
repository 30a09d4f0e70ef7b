import { mandateGiven, mandateWitnessed } from './mandate.ts'
import { ballotMet } from './met.ts'
import { ballotsPapered, ballotsWitnessed, pairSettled } from './paper.ts'
import { ballotCast } from './vote.ts'
import { phoneVouched } from './vouch.ts'

/** The kinds of what stands with a vote's ballots: nothing of it may be given out before they are. */
export const IN_BALLOTS = [
  ballotCast,
  ...[ballotsPapered, ballotsWitnessed, pairSettled],
  phoneVouched,
  ...[mandateGiven, mandateWitnessed],
  ballotMet,
].map(({ number }) => number)
