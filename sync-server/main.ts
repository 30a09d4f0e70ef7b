import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { openBlobFolder } from './files/folder-blobs.ts'
import { createRelay } from './relay.ts'
import { serve } from './serve.ts'
import { prepareVillage } from './village/prepare.ts'
import { markRunning } from './village/running.ts'
import { openStoreOrLeave } from './village/store.ts'
import { printWelcome } from './village/welcome.ts'

const port = Number(process.env.PORT || 8080)
// All addresses by default: a reverse proxy in a container and a phone on the LAN both come from outside.
const host = process.env.HOST || '::'
const dataDir = path.resolve(process.env.DATA_DIR || 'data')
const publicUrl = (process.env.PUBLIC_URL || `http://localhost:${port}`).replace(/\/+$/, '')
const silentDays = Number(process.env.SILENT_DAYS) || undefined
const trustProxy = process.env.TRUST_PROXY === '1'
const dist = fileURLToPath(new URL('../dist', import.meta.url))
const logger = pino({ level: process.env.LOG_LEVEL || 'info', base: undefined })

mkdirSync(dataDir, { recursive: true, mode: 0o700 })
const { log, relayKey } = await openStoreOrLeave(dataDir)
if (log.found.interrupted) logger.warn(log.found, 'the log was not closed; every batch in it is whole')
const prepared = await prepareVillage({ dataDir, log, relayKey })
const relay = await createRelay({
  log,
  blobs: openBlobFolder(path.join(dataDir, 'blobs')),
  relayKey,
  village: prepared.village,
  note: (what, facts) => logger[what === 'stored' ? 'debug' : 'info'](facts ?? {}, what),
  broken(error) {
    logger.fatal({ error: String(error) }, 'the log cannot be written; starting again from the disk is safe')
    process.exit(1)
  },
})
const served = await serve({ relay, dist, dataDir, silentDays, publicUrl, trustProxy, host, port })
markRunning(dataDir, served.port)
logger.info({ port: served.port, lastNumber: log.lastNumber() }, 'listening')
printWelcome({ prepared, publicUrl })

let isStopping = false
async function stop() {
  if (isStopping) return
  isStopping = true
  await served.stop()
  await log.close()
  logger.info('stopped')
  process.exit(0)
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
