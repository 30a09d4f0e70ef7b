import { HandHelping } from '#ui/icons.ts'
import type { Door } from '../door.ts'
import { paths } from '../paths.ts'

/**
 * 加入: how a phone comes into the village. Its owner shows a code to the registrar, in person, or opens a claim
 * link. The rules for it stand in the roster's chapter (R4, R6, R7).
 */
export const door: Door = {
  key: 'joining',
  // Not from words.ts: doors are in the first download, and their rooms' words are not.
  name: { zh: '加入村子', en: 'Join the village' },
  icon: HandHelping,
  path: paths.join,
  routes: [
    { path: paths.join, component: () => import('./pages/JoinPage.vue'), meta: { open: true } },
    { path: paths.claim, component: () => import('./pages/ClaimPage.vue'), meta: { open: true } },
  ],
}
