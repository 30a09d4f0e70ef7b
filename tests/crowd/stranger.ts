import { WebSocket } from 'ws'

/** A connection that says one thing at most, and stays until it is shown the door; gives the closing code. */
export const stranger = (
  port: number,
  path: string,
  o: { says?: Uint8Array; localAddress?: string } = {},
): Promise<number> =>
  new Promise((resolve, reject) => {
    const { says, localAddress } = o
    const options = { perMessageDeflate: false, ...(localAddress !== undefined && { localAddress }) }
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, options)
    socket.on('open', () => says && socket.send(says))
    socket.on('close', resolve)
    socket.on('error', reject)
  })
