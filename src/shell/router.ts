import { nextTick } from 'vue'
import { createRouter, createWebHistory, START_LOCATION, type Router } from 'vue-router'
import { house } from '#house'
import HomePage from './home/HomePage.vue'
import { places } from './places.ts'
import './route-meta.ts'

/** The routes of the house, with the shell's own few. Every page but home is fetched when it is first asked for. */
export function createHouseRouter(): Router {
  return createRouter({
    history: createWebHistory(),
    routes: [
      { path: places.home, component: HomePage },
      { path: places.install, component: () => import('./install/InstallHelp.vue'), meta: { open: true } },
      ...house.flatMap((door) => door.routes),
      { path: '/:rest(.*)*', component: () => import('./parts/NotFound.vue'), meta: { open: true } },
    ],
    // A page that was just opened stands at its top; to scroll it there would lay it out before its first paint.
    scrollBehavior: (_to, from, saved) => saved ?? (from === START_LOCATION ? false : { top: 0 }),
  })
}

/** A page may know its title only once the book has been read. */
const TITLE_AGAIN_MS = 600

/** After a change of page the focus goes to its title, so that a screen reader says where it is. */
export function followTitles(router: Router, app: string): void {
  const name = () => {
    const title = document.querySelector('h1')?.textContent?.trim()
    document.title = title ? `${title} · ${app}` : app
  }
  router.afterEach(async (to, from, failure) => {
    if (failure) return
    await nextTick()
    name()
    setTimeout(name, TITLE_AGAIN_MS)
    // The page opened by its address keeps the browser's own start, and a query is no other page.
    if (from.matched.length === 0 || to.path === from.path) return
    const title = document.querySelector<HTMLElement>('h1')
    if (title && !title.hasAttribute('tabindex')) title.setAttribute('tabindex', '-1')
    title?.focus({ preventScroll: true })
  })
}
