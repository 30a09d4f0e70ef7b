import { inject, type Component, type InjectionKey } from 'vue'

// The kit does not know the router: the shell provides RouterLink once under this key, and without it
// (a test, a page before the app) links are plain anchors.
export const linkKey: InjectionKey<Component> = Symbol('link')

export type LinkComponent = string | Component

export function useLink(own?: LinkComponent): (to: string) => { is: LinkComponent; props: Record<string, string> } {
  const is = own ?? inject(linkKey, 'a' as unknown as Component)
  return (to) => ({ is, props: typeof is === 'string' ? { href: to } : { to } })
}
