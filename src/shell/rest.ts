import { WHOLE_APP } from '#desk/storage.ts'

const CACHE = 'rest'

/**
 * Keeps the parts that a first visit does not wait for, one after the other, and marks that the app is whole.
 * What is here already is not fetched again, so a broken link costs no byte twice. Rejects without network.
 */
export async function fillRest(urls: readonly string[]): Promise<void> {
  const cache = await caches.open(CACHE)
  for (const url of urls) if (!(await cache.match(url))) await cache.add(url)
  await cache.put(WHOLE_APP, new Response())
}

/** Whether this phone has begun to keep the rest. */
export const isRestWanted = (): Promise<boolean> => caches.has(CACHE)

/** A part from this phone, or from the network. */
export const restAnswer = async (request: Request): Promise<Response> =>
  (await caches.match(request, { cacheName: CACHE })) ?? fetch(request)

/** Deletes the parts of earlier releases. */
export async function sweepRest(urls: readonly string[]): Promise<void> {
  if (!(await isRestWanted())) return
  const cache = await caches.open(CACHE)
  const stays = new Set([...urls, WHOLE_APP])
  for (const request of await cache.keys())
    if (!stays.has(new URL(request.url).pathname)) await cache.delete(request)
}
