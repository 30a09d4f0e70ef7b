/// <reference lib="webworker" />
// 守门: keeps a copy of the app on the phone, so that it opens without network. It knows nothing of the
// book: entries stand in IndexedDB, and a worker that wrote there would be a second door into the ledger.
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { isPageOfApp } from './app-paths.ts'

declare const self: ServiceWorkerGlobalScope & {
  __WB_MANIFEST: { url: string; revision: string | null }[]
}

cleanupOutdatedCaches()
precacheAndRoute(self.__WB_MANIFEST, { cleanURLs: false })

// Every page of the app is index.html. Registered after the precache's own listener, which answers first.
const openApp = createHandlerBoundToURL('/index.html')

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.mode !== 'navigate' || url.origin !== self.location.origin) return
  if (!isPageOfApp(url.pathname)) return
  event.respondWith(openApp({ event, request: event.request, url }))
})

// The new release waits until the person says so: shell/ sends this when nobody is typing.
self.addEventListener('message', (event) => {
  const data: unknown = event.data
  if (typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING') {
    event.waitUntil(self.skipWaiting())
  }
})

// The page of the very first visit is served by us too, or its lazy parts would fail when the signal goes.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
