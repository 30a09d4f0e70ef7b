import { inject, type Component, type InjectionKey } from 'vue'

export type LinkComponent = string | Component

// The kit does not know the router: the shell provides RouterLink once under this key, and without it
// (a test, a page before the app) links are plain anchors.
export const linkKey: InjectionKey<LinkComponent> = Symbol('link')

export function useLink(own?: LinkComponent): (to: string) => { is: LinkComponent; props: object } {
  const is = own ?? inject(linkKey, 'a')
  return (to) => ({ is, props: typeof is === 'string' ? { href: to } : { to } })
}
