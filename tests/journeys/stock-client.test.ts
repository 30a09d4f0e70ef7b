import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { WebsocketProvider } from 'y-websocket'
import type * as Y from 'yjs'
import { build, type Rolldown } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { noticePublished } from '#rulebook/notice.ts'
import { openVillage, type JourneyVillage } from '#support/journey.ts'
import { notice } from '#support/texts.ts'
import { accepted, DAY } from '#support/village.ts'

/** Only what npm gives anybody; the deeds below are the five lines of the y-websocket README. */
const STOCK = `
  import * as Y from 'yjs'
  import { WebsocketProvider } from 'y-websocket'
  Object.assign(window, { Y, WebsocketProvider })
`
interface StockWindow {
  Y: typeof Y
  WebsocketProvider: typeof WebsocketProvider
  client: { doc: Y.Doc; log: Y.Array<Uint8Array>; synced: boolean; closed: number[] }
}

let v: JourneyVillage
let elsewhere: Server
beforeAll(async () => {
  const [village, script] = await Promise.all([openVillage(), bundle()])
  v = village
  elsewhere = createServer((request, response) => {
    const isScript = request.url === '/stock.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8')
    response.end(isScript ? script : '<!doctype html><title>stock</title><script src="/stock.js"></script>')
  })
  await new Promise<void>((done) => elsewhere.listen(0, '127.0.0.1', done))
})
afterAll(async () => {
  await v?.close()
  elsewhere?.close()
})

async function bundle(): Promise<string> {
  const name = 'stock-client'
  const entry = {
    name,
    resolveId: (id: string) => (id === name ? `${process.cwd()}/${name}.js` : undefined),
    load: (id: string) => (id.endsWith(`/${name}.js`) ? STOCK : undefined),
  }
  const output = { format: 'iife', codeSplitting: false } as const
  const rolldownOptions = { input: name, output }
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [entry],
    build: { write: false, rolldownOptions },
  })
  return (built as Rolldown.RolldownOutput).output[0].code
}

it('a stock y-websocket client in a browser follows the board live, and is shown out when it writes', async () => {
  const year = new Date(v.clock.now).getUTCFullYear()
  const board = `board/${year}`
  const add = (title: string) => {
    const body = notice('请大家知道。', { title, showUntil: v.clock.now + 30 * DAY })
    return accepted(v.village.say('陶书记', noticePublished, body))
  }
  await add('一')
  await add('二')
  const phone = await v.phone()
  const { session } = (await v.village.connect('王大婶').welcomed()).messages('WELCOME')[0]!.body

  const page = phone.page()
  await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`)
  await page.evaluate(
    ({ url, room, token }) => {
      const w = window as unknown as StockWindow
      const doc = new w.Y.Doc()
      w.client = { doc, log: doc.getArray<Uint8Array>('log'), synced: false, closed: [] }
      const provider = new w.WebsocketProvider(url, room, doc, { params: { session: token } })
      provider.on('sync', (is: boolean) => (w.client.synced = is))
      provider.on('connection-close', (event) => void w.client.closed.push(event?.code ?? 0))
    },
    { url: `${phone.road.url.replace('http', 'ws')}/yjs`, room: board, token: session },
  )
  const has = (lines: number) =>
    page.waitForFunction((count) => (window as unknown as StockWindow).client.log.length === count, lines)
  await page.waitForFunction(() => (window as unknown as StockWindow).client.synced)
  await has(2)
  await add('三')
  await has(3)

  const before = v.village.log.places(board, 1, 10)
  await page.evaluate(() => (window as unknown as StockWindow).client.log.push([new Uint8Array([1, 2, 3])]))
  await page.waitForFunction(() => (window as unknown as StockWindow).client.closed.length > 0)
  expect(await page.evaluate(() => (window as unknown as StockWindow).client.closed[0])).toBe(4400)
  expect(v.village.log.places(board, 1, 10)).toEqual(before)

  // Whoever comes next sees what the village wrote and nothing else.
  await add('四')
  const witness = await v.village.connect('罗二哥').welcomed()
  await witness.has(board, 4)
  expect(witness.lines(board)).toHaveLength(4)
})
