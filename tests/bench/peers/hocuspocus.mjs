// Hocuspocus with its database extension on LMDB, filled with the book; everything else as it comes.
import path from 'node:path'
import { Database } from '@hocuspocus/extension-database'
import { Server } from '@hocuspocus/server'
import { open } from 'lmdb'
import { documents } from './documents.mjs'

const db = open({ path: path.join(process.env.DATA_DIR, 'book'), encoding: 'binary', maxDbs: 1 })
for (const [name, state] of documents(process.env.DOCUMENTS)) await db.put(name, state)
await db.flushed

const database = new Database({
  fetch: async ({ documentName }) => db.get(documentName) ?? null,
  async store({ documentName, state }) {
    await db.put(documentName, state)
    await db.flushed
  },
})
const server = new Server({ port: 0, address: '127.0.0.1', quiet: true, extensions: [database] })
await server.listen()
console.log(JSON.stringify({ port: server.address.port }))
