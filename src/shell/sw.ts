/// <reference lib="webworker" />
// 守门: keeps a copy of the app on the phone, so that it opens without network. It knows nothing of the
// book: entries stand in IndexedDB, and a worker that wrote there would be a second door into the ledger.
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { isEnglish, isForLater, isOffice, isPageOfApp } from './app-paths.ts'
import { offerInBackground } from './background-offers.ts'
import {
  english,
  englishAnswer,
  fillRest,
  office,
  officeIsKnown,
  rest,
  sweepRest,
  wantsOffice,
} from './rest.ts'

declare const self: ServiceWorkerGlobalScope

// The build writes it with a url and a revision for each file.
const manifest = self.__WB_MANIFEST as { url: string; revision: string | null }[]
const files = manifest.map(({ url }) => `/${url}`)
const [forLater, inEnglish] = [files.filter(isForLater), files.filter(isEnglish)]
const ofOffice = files.filter(isOffice)

cleanupOutdatedCaches()
precacheAndRoute(
  manifest.filter(({ url }) => !isForLater(url) && !isOffice(url) && !isEnglish(url)),
  { cleanURLs: false },
)

// A phone that had the whole app gets the whole new one before it is offered, or an update would take pages away.
self.addEventListener('install', (event) =>
  event.waitUntil(
    Promise.all([
      rest.isWanted().then(async (wanted) => {
        if (wanted) await fillRest(forLater, (await wantsOffice()) ? ofOffice : [])
      }),
      english.isWanted().then((wanted) => (wanted ? english.fill(inEnglish) : undefined)),
    ]),
  ),
)

// Every page of the app is index.html. Registered after the precache's own listener, which answers first.
const openApp = createHandlerBoundToURL('/index.html')

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (url.origin !== self.location.origin) return
  if (isForLater(url.pathname)) return event.respondWith(rest.answer(event.request))
  if (isOffice(url.pathname)) return event.respondWith(office.answer(event.request))
  if (isEnglish(url.pathname)) return event.respondWith(englishAnswer(event.request, inEnglish))
  if (event.request.mode !== 'navigate' || !isPageOfApp(url.pathname)) return
  event.respondWith(openApp({ event, request: event.request, url }))
})

self.addEventListener('message', (event) => {
  const data: unknown = event.data
  if (typeof data !== 'object' || data === null || !('type' in data)) return
  // The new release waits until the person says so: shell/ sends this when nobody is typing.
  if (data.type === 'SKIP_WAITING') event.waitUntil(self.skipWaiting())
  // Without network it fails, and is asked for again when the app is next opened.
  if (data.type === 'KEEP_REST') {
    const wanted = 'office' in data && data.office ? ofOffice : []
    event.waitUntil(
      fillRest(forLater, wanted)
        .then(officeIsKnown)
        .catch(() => {}),
    )
  }
  if ('language' in data && data.language === 'en') event.waitUntil(english.fill(inEnglish).catch(() => {}))
})

// The page of the very first visit is served by us too, or its lazy parts would fail when the signal goes.
self.addEventListener('activate', (event) =>
  event.waitUntil(
    Promise.all([
      self.clients.claim(),
      sweepRest(forLater),
      office.sweep(ofOffice),
      english.sweep(inEnglish),
    ]),
  ),
)

/** Background Sync, where the browser has it: words that were written without coverage go though the app is closed. */
self.addEventListener('sync', (event) => (event as ExtendableEvent).waitUntil(offerInBackground()))
