import http from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import net from 'node:net'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

// A phone's own address, so that its storage is its own. The app itself comes around the wire, as if the phone kept
// it: what a cut wire keeps away is the village.

type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** Where a phone's storage is emptied before it joins another village. */
export const EMPTY_PATH = '/emptied'
const EMPTYING = `<!doctype html><meta charset="utf-8"><title>清空 emptied</title><script type="module">
const gone = ({ name }) => new Promise((done) => {
  const request = indexedDB.deleteDatabase(name)
  request.onsuccess = request.onerror = request.onblocked = done
})
await Promise.all((await indexedDB.databases()).map(gone))
const buckets = navigator.storageBuckets
await Promise.all(((await buckets?.keys()) ?? []).map((name) => buckets.delete(name)))
localStorage.clear()
sessionStorage.clear()
parent.postMessage({ phone: { ready: true } }, '*')
</script>`

const isForRelay = (url = '') => /^\/(v1|yjs|ping|healthz)(\/|\?|$)/.test(url)

/** Passes a request on to the relay by the phone's wire; where that is cut, so is the request. */
function passOn(request: IncomingMessage, response: ServerResponse, port: number): void {
  const { method, url, headers } = request
  const onward = http.request({ host: '127.0.0.1', port, method, path: url, headers, agent: false })
  onward.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
    answer.on('error', () => response.destroy())
  })
  onward.on('error', () => response.destroy())
  response.on('close', () => onward.destroy())
  request.pipe(onward)
}

/** The same for a WebSocket: the request as it came, then whatever either side says. */
function passUpgrade(request: IncomingMessage, phone: Duplex, head: Buffer, port: number): void {
  const relay = net.connect(port, '127.0.0.1')
  const lines = [`${request.method} ${request.url} HTTP/1.1`]
  for (let n = 0; n < request.rawHeaders.length; n += 2)
    lines.push(`${request.rawHeaders[n]}: ${request.rawHeaders[n + 1]}`)
  relay.write(`${lines.join('\r\n')}\r\n\r\n`)
  relay.write(head)
  for (const [one, other] of [
    [phone, relay],
    [relay, phone],
  ] as const) {
    one.pipe(other)
    one.on('error', () => other.destroy())
    one.on('close', () => other.destroy())
  }
}

/** Listens at an address that only this machine reaches; port 0 is any free one. */
export async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(port, 'localhost', done)
  })
  return `http://localhost:${(server.address() as AddressInfo).port}`
}

/** Opens a phone's front: the relay's paths go by the wire to `relayPort`, all else is answered by `app`. */
export function openFront(app: Handler, relayPort: number): Server {
  const server = http.createServer((request, response) => {
    if (isForRelay(request.url)) passOn(request, response, relayPort)
    else if (request.url === EMPTY_PATH)
      response.setHeader('content-type', 'text/html; charset=utf-8').end(EMPTYING)
    else app(request, response)
  })
  server.on('upgrade', (request, socket, head) => {
    if (isForRelay(request.url)) passUpgrade(request, socket, head, relayPort)
    else socket.destroy()
  })
  return server
}
