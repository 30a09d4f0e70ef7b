// No server anyone would use: it passes on to everybody what anybody sends, and knows nothing of WebSockets, books
// or keys. What this takes, the system takes.
import net from 'node:net'

const sockets = new Set()
const server = net.createServer((socket) => {
  sockets.add(socket)
  socket.setNoDelay(true)
  socket.on('data', (bytes) => {
    for (const one of sockets) one.write(bytes)
  })
  socket.on('error', () => {})
  socket.on('close', () => sockets.delete(socket))
})
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })))
process.on('SIGTERM', () => process.exit(0))
