/** Whether this browser, at this address, can hold keys and a book at all; the shell says it in plain words. */
export type Fitness = 'ok' | 'no-https' | 'no-webcrypto' | 'no-indexeddb'

interface Browser {
  isSecureContext?: boolean
  crypto?: { subtle?: unknown }
  indexedDB?: unknown
}

/** Asked before anything is opened: without HTTPS browsers hide WebCrypto, which would look like a bug. */
export function fitness(browser: Browser = globalThis): Fitness {
  if (browser.isSecureContext === false) return 'no-https'
  if (!browser.crypto?.subtle) return 'no-webcrypto'
  return browser.indexedDB ? 'ok' : 'no-indexeddb'
}
