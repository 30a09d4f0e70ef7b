import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { WebSocket } from 'ws'
import type { BlobStore } from '#server/files/blob-store.ts'
import { openBlobFolder } from '#server/files/folder-blobs.ts'
import { openLmdbLog } from '#server/lmdb-log.ts'
import { serve, type Served } from '#server/serve.ts'
import { testPhone, type Identity, type Wire } from './test-phone.ts'
import { foundTestVillage, type TestVillage } from './village.ts'

/** A test village on real sockets and a real disk, in a folder of its own. */
export interface ServedVillage extends TestVillage {
  served: Served
  url: string
  folder: string
  end(): Promise<void>
}

/** Founds a test village on disk and listens on a free port. */
export async function serveTestVillage(
  o: {
    dist?: string
    trustProxy?: boolean
    /** What stands for the folder of files. */
    blobs?: (folder: string) => BlobStore
    note?: (what: string, facts?: object) => void
  } = {},
): Promise<ServedVillage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'xiangyin-relay-'))
  const log = openLmdbLog(path.join(folder, 'book'))
  const { blobs = openBlobFolder, note, ...more } = o
  const v = await foundTestVillage({ log, blobs: blobs(path.join(folder, 'blobs')), note })
  const ground = {
    relay: v.relay,
    publicUrl: 'http://localhost',
    trustProxy: false,
    host: '127.0.0.1',
    port: 0,
    dataDir: folder,
  }
  const served = await serve({ ...ground, ...more })
  const url = `http://127.0.0.1:${served.port}`
  async function end() {
    await served.stop()
    await log.close()
    await rm(folder, { recursive: true, force: true })
  }
  return Object.assign(v, { served, url, folder, end })
}

/** A wire over a real WebSocket. */
export function overSocket(url: string): Wire & { socket: WebSocket } {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1`, { perMessageDeflate: false })
  const waiting: Uint8Array[] = []
  socket.on('open', () => waiting.splice(0).forEach((frame) => socket.send(frame)))
  socket.on('message', (data: Buffer) => wire.heard(new Uint8Array(data)))
  socket.on('close', (code) => wire.closed(code))
  socket.on('error', () => {})
  const wire = {
    socket,
    send: (frame: Uint8Array) => void (socket.readyState === 1 ? socket.send(frame) : waiting.push(frame)),
    heard: (_: Uint8Array) => {},
    closed: (_: number) => {},
    close: () => socket.close(),
    buffered: 0,
  }
  return wire
}

/** A test phone over a real WebSocket. */
export const dial = (v: ServedVillage, me: Omit<Identity, 'village' | 'relayKey'>) =>
  testPhone(overSocket(v.url), { ...me, village: v.village, relayKey: v.relay.relayKey })
