import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ROOT } from './run.mjs'

/** A port that nobody has. */
export function freePort() {
  return new Promise((done) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => done(port))
    })
  })
}

/** The demo village as `npm start` founds it, served as it was built, in a folder that goes with it. */
export async function openDemoVillage() {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'xiangyin-demo-'))
  const port = await freePort()
  const url = `http://localhost:${port}`
  const env = { ...process.env, DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', PUBLIC_URL: url }
  const relay = spawn(process.execPath, [path.join(ROOT, 'dist-server/main.js')], { env, cwd: ROOT })
  const ended = new Promise((done) => relay.once('exit', done))
  let said = ''
  relay.stdout.on('data', (text) => (said += text))
  relay.stderr.pipe(process.stderr)
  return {
    url,
    /** The link that the relay prints beneath this person's name. */
    claimLink(name) {
      return new Promise((found, failed) => {
        const look = () => {
          const link = new RegExp(`● [^\\n]*${name}[^●]*?(${url}/\\S+)\\s`).exec(said)?.[1]
          if (link) found(link)
        }
        relay.stdout.on('data', look)
        look()
        void ended.then((code) => failed(new Error(`the relay ended with code ${code}: ${said.slice(-500)}`)))
      })
    },
    async close() {
      relay.kill('SIGTERM')
      await ended
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
