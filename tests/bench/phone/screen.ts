import type { Page } from 'playwright-core'
import { launchPhone } from '#support/chromium.ts'

/** Opens the app as it stands on a phone of long ago, without network. */
export async function onSlowPhone<T>(
  profileDir: string,
  slowdown: number,
  look: (page: Page) => Promise<T>,
): Promise<T> {
  const phone = await launchPhone({ profileDir, cpuSlowdown: slowdown })
  try {
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
  tapped: number
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
  window.bench = {
    tapped: 0,
    drawn,
    shown,
    frame: shown('#app main'),
    first: shown('main .rows .ui-row-title'),
  }
  addEventListener('click', () => (window.bench.tapped = performance.now()), true)
}
