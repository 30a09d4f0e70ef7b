import { WHOLE_APP } from '#desk/storage.ts'

/** Parts of the app that a phone keeps beside the precache, in a cache of their own: one that stands is wanted. */
const shelf = (cacheName: string) => ({
  isWanted: (): Promise<boolean> => caches.has(cacheName),

  /**
   * Keeps all of them, one after the other. What is here already is not fetched again, so a broken link costs no
   * byte twice. Rejects without network.
   */
  async fill(urls: readonly string[]): Promise<void> {
    const cache = await caches.open(cacheName)
    for (const url of urls) if (!(await cache.match(url))) await cache.add(url)
  },

  /** A part from this phone, or from the network. */
  answer: async (request: Request): Promise<Response> =>
    (await caches.match(request, { cacheName })) ?? fetch(request),

  /** Deletes what is none of these: the parts of earlier releases. */
  async sweep(urls: readonly string[]): Promise<void> {
    if (!(await caches.has(cacheName))) return
    const cache = await caches.open(cacheName)
    for (const request of await cache.keys())
      if (!urls.includes(new URL(request.url).pathname)) await cache.delete(request)
  },
})

const REST = 'rest'
/** What a first visit does not wait for. */
export const rest = shelf(REST)
/** What only who holds an office needs. */
export const office = shelf('office')
/** What only who chose English needs. */
export const english = shelf('english')

/** Stands in the cache once the app has said whether its person holds an office. */
const OFFICE_KNOWN = '/office-is-known'
/** Whether this phone keeps what an office needs: one that had it before it was a part of its own said nothing yet. */
export const wantsOffice = async (): Promise<boolean> =>
  (await office.isWanted()) || (await caches.match(OFFICE_KNOWN)) === undefined
export const officeIsKnown = async (): Promise<void> =>
  (await caches.open(REST)).put(OFFICE_KNOWN, new Response())

/** Keeps the rest, with what an office needs where one is held, and marks that the app is whole. */
export async function fillRest(urls: readonly string[], ofOffice: readonly string[] = []): Promise<void> {
  await rest.fill(urls)
  if (ofOffice.length > 0) await office.fill(ofOffice)
  await (await caches.open(REST)).put(WHOLE_APP, new Response())
}

/** Deletes the parts of earlier releases. */
export const sweepRest = (urls: readonly string[]): Promise<void> =>
  rest.sweep([...urls, WHOLE_APP, OFFICE_KNOWN])

/** English from this phone, or from the network and then kept: it was asked for. */
export async function englishAnswer(request: Request, urls: readonly string[]): Promise<Response> {
  await english.fill(urls)
  return english.answer(request)
}
