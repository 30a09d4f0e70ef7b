import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import type { ManifestOptions } from 'vite-plugin-pwa'

const PAPER = '#FBF7EF'
const CINNABAR = '#B3261E'
const relay = `http://localhost:${process.env.RELAY_PORT ?? 8080}`
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }

/** The commit, or BUILD_ID: the same sources give the same files, so a deploy costs only what changed. */
function buildId(): string {
  if (process.env.BUILD_ID) return process.env.BUILD_ID
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim()
  } catch {
    return 'local'
  }
}

/** Constants of the build, for the app and for its tests. */
export const define = {
  __APP_VERSION__: JSON.stringify(version),
  // Every component here is <script setup>; Vue's other way of writing one weighs 1.5 KB.
  __VUE_OPTIONS_API__: 'false',
}

/** HELP_PHONE: the number that a phone too old for the app shows (public/too-old.js reads it). */
function helpPhone(): Plugin {
  const phone = (process.env.HELP_PHONE ?? '').replace(/[^0-9+ -]/g, '')
  return { name: 'help-phone', transformIndexHtml: (html) => html.replace('%HELP_PHONE%', phone) }
}

/** In the page and not in a script: else each commit would give every script that imports that one a new name. */
function buildInPage(): Plugin {
  return { name: 'build-in-page', transformIndexHtml: (html) => html.replace('%BUILD_ID%', buildId()) }
}

/** Pictures for the installation sheet, as tests/journeys takes them: name-WIDTHxHEIGHT.png. */
function screenshots(): ManifestOptions['screenshots'] {
  const folder = 'public/screenshots'
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((file) => {
    const size = /-(\d+x\d+)\.png$/.exec(file)?.[1]
    return size
      ? [{ src: `/screenshots/${file}`, sizes: size, type: 'image/png', form_factor: 'narrow' }]
      : []
  })
}

const manifest: Partial<ManifestOptions> = {
  id: '/',
  name: '乡音',
  short_name: '乡音',
  description: '村里的公告、议事、书记信箱和党建，没有信号也能用',
  lang: 'zh-CN',
  dir: 'ltr',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  orientation: 'portrait',
  theme_color: CINNABAR,
  background_color: PAPER,
  categories: ['government', 'social'],
  icons: [
    { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: '/icons/maskable-192.png', sizes: '192x192', type: 'image/png', purpose: 'maskable' },
    { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
  screenshots: screenshots(),
}

const inModules = (file: string) => fileURLToPath(new URL(`node_modules/${file}`, import.meta.url))

export default defineConfig({
  define,
  resolve: {
    alias: [
      // Dexie's main entry is written for browsers of 2012; its modern build is lowered by ours and smaller.
      { find: /^dexie$/, replacement: inModules('dexie/dist/modern/dexie.mjs') },
      // Yjs logs through a module that can draw into a page; nothing here does, and it weighs 3 KB.
      { find: /^lib0\/logging$/, replacement: inModules('lib0/logging.node.js') },
    ],
  },
  plugins: [
    vue(),
    helpPhone(),
    buildInPage(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/shell',
      filename: 'sw.ts',
      // Never autoUpdate: it would reload under somebody who is typing a letter.
      registerType: 'prompt',
      injectRegister: false,
      manifest,
      integration: {
        configureCustomSWViteBuild(options) {
          options.logLevel = 'warn'
        },
      },
      // The system fetches icons and screenshots once, on installation; a page without network needs none.
      includeManifestIcons: false,
      injectManifest: {
        // A classic script: Safari before 16.4 and Chrome before 91 know no module workers.
        rollupFormat: 'iife',
        globPatterns: ['**/*.{js,css,html,svg}'],
        // The worker cannot hold itself, and what old phones load is of no use without network.
        globIgnores: ['sw.js'],
      },
    }),
  ],
  build: {
    // Chrome 64 and Safari 13 syntax (WEAK-LINK budgets); missing functions are in public/polyfills.js.
    target: ['chrome64', 'safari13'],
    cssTarget: ['chrome64', 'safari13'],
    // tests/budgets reads the closure of the entry from it, scripts/build the last release's files.
    manifest: true,
    // Inlined files cannot be kept by a cache, and the page's policy allows no data: scripts.
    assetsInlineLimit: 1024,
    modulePreload: {
      polyfill: false,
      // What the page names is asked for early, and so is what the home screen's news lean on. Other parts are in
      // the worker's cache, and asking for what they lean on by hand, at each of them, costs a weak phone more than
      // the cache takes to answer.
      resolveDependencies: (file, deps, { hostType }) =>
        hostType === 'html' || /^assets\/news-/.test(file) ? deps : [],
    },
    // One sheet: a part that comes later would otherwise wait for its styles before it is even asked for.
    cssCodeSplit: false,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // Loaded after the first paint, and only by phones that open a volume.
            { name: 'yjs', test: /node_modules[\\/](yjs|y-websocket|y-protocols|lib0|isomorphic\.js)[\\/]/ },
            // Apart from our own code, so that a deploy leaves it in every phone's cache.
            {
              name: 'frame',
              // A group takes along what its modules import: this one first, or the helpers go with Yjs.
              priority: 3,
              // The bundler's own helpers too: left to itself, it hides them in a chunk that only some need.
              test: /node_modules[\\/](vue|@vue|vue-router|pinia|dexie)[\\/]|@oxc-project|rolldown[\\/]runtime|preload-helper/,
            },
            { name: 'cbor', test: /node_modules[\\/]cborg[\\/]/ },
            // Our own: what the first paint needs, and the rest in a few parts, in the order in which they lean
            // on each other. Each file costs a head of its own on the wire, and small ones compress badly.
            // What others import stands apart from the frame of the app: when that changes, only it is fetched anew.
            {
              name: 'core',
              tags: ['$initial'],
              priority: 2,
              test: /[\\/]src[\\/](entry|rulebook|identity|ledger|desk|ui)[\\/]|rooms[\\/]paths|@lucide/,
            },
            { name: 'app', tags: ['$initial'], priority: 1 },
            // Readings of debates go with the rooms that need them.
            {
              name: 'book',
              test: /[\\/]src[\\/](entry|identity|rulebook)[\\/](?!([a-z-]+-reading|count|ballot-box)\.)/,
            },
            // Pictures and what carries them, for who adds or opens one.
            { name: 'files', test: /[\\/]src[\\/](ledger|sync|desk|ui)[\\/](file|shrink|record)/ },
            // The writing half of the ledger, and what keeps its words twice: for who is a member.
            { name: 'pen', test: /[\\/]src[\\/](ledger[\\/]|desk[\\/]safe)/ },
            { name: 'sync', test: /[\\/]src[\\/]sync[\\/](?!http)/ },
            // A sentence for every rule, and what says it: for who has written something.
            {
              name: 'kit',
              test: /[\\/]src[\\/](ui|desk)[\\/](?!Qr|qr|rule-words|rule-english|standing-words|turned-away|use-submission|use-file|on-wifi)|@lucide/,
            },
            // What a phone needs that belongs to nobody yet: the way in.
            { name: 'threshold', test: /[\\/]src[\\/](rooms[\\/]joining|ui)[\\/](?!english)/ },
            // What the rooms bring onto the first page, then their pages: for members (shell/app-paths.ts).
            { name: 'news', test: /[\\/]src[\\/]rooms[\\/][a-z]+[\\/](home|words|readings)\.ts/ },
            // For who chose English (desk/use-words.ts); the worker keeps it from then on.
            { name: 'english', test: /english\.ts$/ },
            // With them what an emptied storage took along, for the rare day. In one part: they say alike things alike,
            // and apart the roster cost 2 KB more on the wire.
            { name: 'rooms', test: /[\\/]src[\\/](rooms[\\/](?!.*[\\/]office[\\/])|shell[\\/]losses[\\/])/ },
            // What people without an office never open: a villager's phone need not keep it.
            { name: 'office', test: /[\\/]src[\\/]rooms[\\/].*[\\/]office[\\/]/ },
            { name: 'office-text', test: /[\\/]src[\\/]cowriting[\\/]/ },
            { name: 'shell', test: /[\\/]src[\\/]shell[\\/]|node_modules[\\/]workbox-window/ },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/v1': { target: relay, ws: true },
      '/yjs': { target: relay, ws: true },
      '/ping': relay,
      '/healthz': relay,
    },
  },
})
