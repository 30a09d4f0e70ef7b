import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer, type ViteDevServer } from 'vite'
import { WHO, type Who } from '../scenes/scene.ts'
import { listen, openFront } from './front.ts'
import { openStage } from './stage.ts'
import type { StageAsks } from './state.ts'

// npm run dev: the village behind the dev page, one address a phone, and vite behind all of them.

const PAGE = '/src/dev/'
const port = Number(process.env.PORT || 5173)
const stage = await openStage()
// Vite wants to know the page's port, so the listening comes first.
const behind: { vite?: ViteDevServer } = {}
const app: http.RequestListener = (request, response) =>
  behind.vite ? behind.vite.middlewares(request, response) : response.writeHead(503).end()

const pageServer = http.createServer((request, response) => {
  if (request.url === '/') response.writeHead(302, { location: PAGE }).end()
  else app(request, response)
})
const pageUrl = await listen(pageServer, port)
const listening = WHO.map(async (who, n) => {
  const front = openFront(app, stage.wires[who].road.port)
  return [who, await listen(front, port && port + n + 1)] as const
})
const urls = Object.fromEntries(await Promise.all(listening)) as Record<Who, string>

const vite = await createServer({
  appType: 'spa',
  // By tsx, as this file: it then starts anew when the configuration changes.
  configLoader: 'native',
  clearScreen: false,
  optimizeDeps: { entries: ['index.html', 'src/dev/index.html'] },
  server: {
    middlewareMode: true,
    // One socket for the page and the phones, which have other ports.
    ws: { server: pageServer, clientPort: (pageServer.address() as AddressInfo).port },
  },
  plugins: [
    {
      name: 'phone-of-the-dev-page',
      transformIndexHtml: {
        order: 'pre',
        handler: (_, { path }) =>
          path === '/index.html'
            ? [{ tag: 'script', attrs: { type: 'module', src: '/src/dev/phone/main.ts' } }]
            : [],
      },
    },
  ],
})

behind.vite = vite
const { hot } = vite.environments.client
let last = ''
/** Tells the page how things stand, when they stand otherwise. */
function tell(always = false) {
  const state = stage.state(urls)
  const now = JSON.stringify(state)
  if (always || now !== last) hot.send('stage:state', state)
  last = now
}
const on = <K extends keyof StageAsks>(event: K, deed: (asked: StageAsks[K]) => Promise<void> | void) =>
  hot.on(event, async (asked: StageAsks[K]) => {
    await deed(asked)
    tell(true)
  })
on('stage:hello', () => {})
on('stage:wire', ({ who, wire }) => stage.wire(who, wire))
on('stage:pass', ({ ms }) => stage.pass(ms))
on('stage:anew', ({ scene }) => stage.anew(scene))
setInterval(tell, 500)

console.log(`三部手机 Three phones: ${pageUrl}`)
