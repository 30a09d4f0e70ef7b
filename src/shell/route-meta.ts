import 'vue-router'
import type { Bilingual } from '#desk/use-words.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** Where I am: the frame shows it as the page's h1 and in the window's title. */
    title?: Bilingual
    /** The path one step up, for the way back where there is no page before this one. Tabs have none. */
    up?: string
    /** Can be read by somebody who has not joined yet (joining itself, settings, install help). */
    open?: boolean
  }
}
