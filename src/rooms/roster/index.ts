import { UsersRound } from '#ui/icons.ts'
import type { Door } from '../door.ts'
import { paths } from '../paths.ts'

/**
 * 花名册: households, people, who holds which office, and whose phones speak for them; kept by the registrar and
 * readable by everyone. Its chapter of the rulebook is roster.ts (R1 to R11).
 */
export const door: Door = {
  key: 'roster',
  // Not from words.ts: doors are in the first download, and their rooms' words are not.
  name: { zh: '花名册', en: 'Roster' },
  icon: UsersRound,
  path: paths.roster,
  routes: [
    { path: paths.roster, component: () => import('./pages/RosterPage.vue') },
    { path: paths.offices, component: () => import('./pages/OfficesPage.vue') },
    { path: paths.devices, component: () => import('./pages/DevicesPage.vue') },
    { path: paths.admit, component: () => import('./pages/office/AdmitPage.vue') },
    { path: paths.register, component: () => import('./pages/office/RegisterPage.vue') },
    { path: paths.household(':id'), component: () => import('./pages/HouseholdPage.vue'), props: true },
    { path: paths.person(':id'), component: () => import('./pages/PersonPage.vue'), props: true },
    { path: paths.grant(':id'), component: () => import('./pages/office/GrantPage.vue'), props: true },
    { path: paths.invite(':id'), component: () => import('./pages/office/InvitePage.vue'), props: true },
  ],
  home: () => import('./home.ts'),
}
