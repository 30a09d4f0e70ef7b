import type { Page } from 'playwright-core'
import { launchPhone } from '#support/chromium.ts'
import { servePagesFirst } from '../../../scripts/ready/pages-first.mjs'

/** Opens the app as it stands on a phone of long ago, without network; it has a core for its pages, as phones do. */
export async function onSlowPhone<T>(
  profileDir: string,
  slowdown: number,
  look: (page: Page) => Promise<T>,
): Promise<T> {
  const phone = await launchPhone({ profileDir, cpuSlowdown: slowdown })
  try {
    servePagesFirst(profileDir)
    phone.page.setDefaultTimeout(120_000)
    // tsx marks functions by a helper of this name, which the page does not have.
    await phone.page.addInitScript('globalThis.__name = (marked) => marked')
    await phone.page.addInitScript(watchScreen)
    return await look(phone.page)
  } finally {
    await phone.close()
  }
}

declare const scheduler: { postTask(deed: () => void, o: { priority: 'user-blocking' }): Promise<void> }

/** What runs in the page: the time (ms since the page was asked for) at which something stood on the screen. */
export interface Watched {
  /** When the next frame has been drawn. */
  drawn(): Promise<number>
  shown(selector: string): Promise<number>
  /** When the app's frame stood there, and the first row of news. */
  frame: Promise<number>
  first: Promise<number>
  /** When something was last tapped, signed, or put among the entries on disk, and when the book was opened. */
  tapped: number
  signed: number
  stored: number
  opened: number
}
declare global {
  interface Window {
    bench: Watched
  }
}

function watchScreen() {
  // After the frame that shows it, not the change that asks for it; but not behind what else the app has to do then.
  const drawn = () =>
    new Promise<number>((resolve) =>
      requestAnimationFrame(
        () => void scheduler.postTask(() => resolve(performance.now()), { priority: 'user-blocking' }),
      ),
    )
  const shown = (selector: string) =>
    new Promise<number>((resolve) => {
      const look = () => {
        if (!document.querySelector(selector)) return
        watcher.disconnect()
        void drawn().then(resolve)
      }
      const watcher = new MutationObserver(look)
      watcher.observe(document, { childList: true, subtree: true, characterData: true })
      look()
    })
  const { sign } = SubtleCrypto.prototype
  SubtleCrypto.prototype.sign = async function (this: SubtleCrypto, ...given: Parameters<typeof sign>) {
    const signature = await sign.apply(this, given)
    window.bench.signed = performance.now()
    return signature
  }
  const { transaction } = IDBDatabase.prototype
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...given: Parameters<typeof transaction>) {
    const made = transaction.apply(this, given)
    if (given[1] === 'readwrite' && [given[0]].flat().includes('entries'))
      made.addEventListener('complete', () => (window.bench.stored = performance.now()))
    return made
  }
  const { open } = IDBFactory.prototype
  IDBFactory.prototype.open = function (this: IDBFactory, ...given: Parameters<typeof open>) {
    const opening = open.apply(this, given)
    if (given[0] === 'xiangyin-book')
      opening.addEventListener('success', () => (window.bench.opened ||= performance.now()))
    return opening
  }
  window.bench = {
    tapped: 0,
    signed: 0,
    stored: 0,
    opened: 0,
    drawn,
    shown,
    frame: shown('#app main'),
    first: shown('main .rows .ui-row-title'),
  }
  addEventListener('click', () => (window.bench.tapped = performance.now()), true)
}
