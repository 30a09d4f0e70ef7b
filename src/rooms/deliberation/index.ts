import { MessagesSquare } from '#ui/icons.ts'
import type { Door } from '../door.ts'
import { paths } from '../paths.ts'

/**
 * 议事厅: what is put before the village, what people say to it, and the votes in it.
 * Its chapters of the rulebook are thread.ts and comment.ts (T1 to T10), vote.ts (V1 to V12), paper.ts and vouch.ts (B1 to B6),
 * mandate.ts (D1 to D5), met.ts (L1, L2), pause.ts (H1 to H3), outcome.ts (O1 to O4), step.ts (P1 to P3), minutes.ts (S1 to S3),
 * moderation.ts (M1 to M5) and cosign.ts (C1 to C4).
 */
export const door: Door = {
  key: 'deliberation',
  // Not from words.ts: doors are in the first download, and their rooms' words are not.
  name: { zh: '议事', en: 'Debates' },
  icon: MessagesSquare,
  tab: 2,
  path: paths.threads,
  routes: [
    { path: paths.threads, component: () => import('./pages/ThreadsPage.vue') },
    { path: paths.openThread, component: () => import('./pages/OpenThreadPage.vue') },
    { path: paths.thread(':id'), component: () => import('./pages/ThreadPage.vue'), props: true },
    { path: paths.minutes(':id'), component: () => import('./pages/MinutesPage.vue'), props: true },
    {
      path: paths.signMinutes(':id'),
      component: () => import('./pages/office/SignMinutesPage.vue'),
      props: true,
    },
    {
      path: paths.draftMinutes(':id'),
      component: () => import('./pages/office/DraftPage.vue'),
      props: true,
    },
    { path: paths.assist(':id'), component: () => import('./pages/office/AssistPage.vue'), props: true },
    { path: paths.openVote(':id'), component: () => import('./pages/office/OpenVotePage.vue'), props: true },
    {
      path: paths.publishOutcome(':id', ':vote'),
      component: () => import('./pages/office/OutcomePage.vue'),
      props: true,
    },
    { path: paths.recordStep(':id'), component: () => import('./pages/office/StepPage.vue'), props: true },
    { path: paths.paper(':id', ':vote'), component: () => import('./pages/PaperPage.vue'), props: true },
    {
      path: paths.newPhones(':id', ':vote'),
      component: () => import('./pages/office/NewPhonesPage.vue'),
      props: true,
    },
    {
      path: paths.mandates(':id', ':vote'),
      component: () => import('./pages/MandatesPage.vue'),
      props: true,
    },
    {
      path: paths.meet(':id', ':vote'),
      component: () => import('./pages/office/MeetPage.vue'),
      props: true,
    },
    {
      path: paths.pause(':id', ':vote'),
      component: () => import('./pages/office/PausePage.vue'),
      props: true,
    },
    {
      path: paths.sheets(':id', ':vote'),
      component: () => import('./pages/office/SheetsPage.vue'),
      props: true,
    },
    { path: paths.vote(':id', ':vote'), component: () => import('./pages/VotePage.vue'), props: true },
  ],
  home: () => import('./home.ts'),
}
