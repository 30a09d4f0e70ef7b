import { startServer, type Server, type SideName } from '../server.ts'
import { ourSide } from './ours.ts'
import type { Ground, Side } from './side.ts'
import { HOCUSPOCUS, Y_WEBSOCKET, yjsSide } from './yjs.ts'

const SIDE: Record<SideName, (ground: Ground) => Side> = {
  ours: ourSide,
  'y-websocket': (ground) => yjsSide(Y_WEBSOCKET, ground),
  hocuspocus: (ground) => yjsSide(HOCUSPOCUS, ground),
}

/** Measures something with a server of its own, started anew upon the whole book. */
export async function withServer<T>(
  name: SideName,
  ground: Ground,
  measure: (side: Side, server: Server) => Promise<T>,
): Promise<T> {
  const server = await startServer(name, { book: ground.book.dataDir, documents: ground.documents.folder })
  try {
    return await measure(SIDE[name](ground), server)
  } finally {
    await server.stop()
  }
}
