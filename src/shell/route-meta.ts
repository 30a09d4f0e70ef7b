import 'vue-router'

declare module 'vue-router' {
  interface RouteMeta {
    /** Can be read by somebody who has not joined yet: joining itself, settings, install help. */
    open?: boolean
  }
}
