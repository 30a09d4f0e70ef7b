// Stock @y/websocket-server, as its own server.js sets it up, with the book in memory: it keeps nothing on disk.
import http from 'node:http'
import { getYDoc, setupWSConnection } from '@y/websocket-server/utils'
import { WebSocketServer } from 'ws'
import * as Y from 'yjs'
import { documents } from './documents.mjs'

for (const [name, state] of documents(process.env.DOCUMENTS)) Y.applyUpdate(getYDoc(name), state)

const sockets = new WebSocketServer({ noServer: true })
sockets.on('connection', setupWSConnection)
const server = http.createServer((_, response) => response.end('okay'))
server.on('upgrade', (request, socket, head) =>
  sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit('connection', ws, request)),
)
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })))
process.on('SIGTERM', () => process.exit(0))
