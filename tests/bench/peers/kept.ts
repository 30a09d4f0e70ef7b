// No server anyone would use either: as bare.mjs, but what is sent waits until a signature was checked and an entry
// stood in the relay's own store. Whoever promises that, on one core, cannot tell sooner.
import net from 'node:net'
import { openCheck, openFilled } from '../measures/keeping.ts'

const sockets = new Set<net.Socket>()
const [check, store] = [await openCheck(), await openFilled(process.env.DATA_DIR!)]
let turn = Promise.resolve()

async function keep() {
  await check()
  await store.append(await store.next(1))
}

const server = net.createServer((socket) => {
  sockets.add(socket)
  socket.setNoDelay(true)
  socket.on('data', (bytes) => {
    turn = turn.then(keep).then(() => {
      for (const one of sockets) one.write(bytes)
    })
  })
  socket.on('error', () => {})
  socket.on('close', () => sockets.delete(socket))
})
server.listen(0, '127.0.0.1', () =>
  console.log(JSON.stringify({ port: (server.address() as net.AddressInfo).port })),
)
process.on('SIGTERM', () => process.exit(0))
