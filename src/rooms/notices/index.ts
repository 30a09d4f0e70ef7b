import { Megaphone } from '#ui/icons.ts'
import type { Door } from '../door.ts'
import { paths } from '../paths.ts'

/**
 * 公告: what the village makes known, read by everyone, also without network; written and corrected by who may.
 * Its chapter of the rulebook is notice.ts (N1 to N4).
 */
export const door: Door = {
  key: 'notices',
  // Not from words.ts: doors are in the first download, and their rooms' words are not.
  name: { zh: '公告', en: 'Notices' },
  icon: Megaphone,
  tab: 4,
  path: paths.notices,
  routes: [
    { path: paths.notices, component: () => import('./pages/BoardPage.vue') },
    { path: paths.writeNotice, component: () => import('./pages/office/WritePage.vue') },
    { path: paths.notice(':id'), component: () => import('./pages/NoticePage.vue'), props: true },
    {
      path: paths.correctNotice(':id'),
      component: () => import('./pages/office/WritePage.vue'),
      props: true,
    },
  ],
  home: () => import('./home.ts'),
}
