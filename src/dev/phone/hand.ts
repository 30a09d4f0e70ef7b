import type { Deed } from '../scenes/scene.ts'

/** A screen that has not come by then will not come. */
const PATIENCE_MS = 60_000

/** Where a word only for screen readers is joined on, browsers differ in the space between. */
const spacesAside = (text: string | null) => (text ?? '').replace(/\s+/g, '')
const isShown = (element: HTMLElement) => element.getClientRects().length > 0
const all = <E extends HTMLElement>(selector: string) => [...document.querySelectorAll<E>(selector)]

/** Reads the page again after every change of it, until there is something to go by. */
function until<T>(read: () => T | undefined, wanted: string): Promise<T> {
  return new Promise((found, failed) => {
    const watcher = new MutationObserver(look)
    const limit = setTimeout(() => {
      watcher.disconnect()
      failed(new Error(`${wanted} 没有出现 did not appear`))
    }, PATIENCE_MS)
    function look() {
      const value = read()
      if (value === undefined) return
      watcher.disconnect()
      clearTimeout(limit)
      found(value)
    }
    watcher.observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
    look()
  })
}

const labelled = (label: string) =>
  all<HTMLInputElement | HTMLTextAreaElement>('input, textarea').find((field) =>
    [...(field.labels ?? [])].some((one) => spacesAside(one.textContent).startsWith(label)),
  )

/** Does on this page what a thumb or an eye does; `open` is a matter of whoever holds the frame. */
export async function hand(deed: Exclude<Deed, { do: 'open' }>): Promise<void> {
  switch (deed.do) {
    case 'press': {
      const named = () =>
        all('button, a[href]').find(
          (one) => isShown(one) && spacesAside(one.textContent) === spacesAside(deed.name),
        )
      return (await until(named, deed.name)).click()
    }
    case 'choose':
      return (await until(() => labelled(deed.label), deed.label)).click()
    case 'fill': {
      const field = await until(() => labelled(deed.label), deed.label)
      field.focus()
      field.value = deed.text
      field.dispatchEvent(new Event('input', { bubbles: true }))
      return
    }
    case 'see':
      return void (await until(() => document.body.innerText.includes(deed.text) || undefined, deed.text))
    case 'miss':
      if (document.body.innerText.includes(deed.text))
        throw new Error(`${deed.text} 不该在 should be missing`)
  }
}
