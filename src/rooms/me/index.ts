import { UserRound } from '#ui/icons.ts'
import type { Door } from '../door.ts'
import { paths } from '../paths.ts'

/**
 * 我的: who I am on this phone, what I wrote and what became of it, and how the app looks and keeps things.
 * It has no chapter of the rulebook; the sentences of all rules stand in desk/rule-words.ts.
 */
export const door: Door = {
  key: 'me',
  // Not from words.ts: doors are in the first download, and their rooms' words are not.
  name: { zh: '我的', en: 'Mine' },
  icon: UserRound,
  tab: 9,
  path: paths.me,
  routes: [
    { path: paths.me, component: () => import('./pages/MePage.vue') },
    { path: paths.myEntries, component: () => import('./pages/EntriesPage.vue'), meta: { open: true } },
    { path: paths.myDrafts, component: () => import('./pages/DraftsPage.vue') },
    { path: paths.alarms, component: () => import('./pages/AlarmsPage.vue') },
    { path: paths.settings, component: () => import('./pages/SettingsPage.vue'), meta: { open: true } },
  ],
  home: () => import('./home.ts'),
}
