import { passThrough } from './pass-through.ts'

/** A window in the road to the relay: passes everything on and writes down what was asked for over HTTP. */
export interface Tap {
  url: string
  /** Paths in the order in which they were asked for. */
  asked: string[]
  close(): Promise<void>
}

/** Starts a tap on a free port, in front of another. */
export async function startTap(port: number): Promise<Tap> {
  const asked: string[] = []
  const passing = await passThrough(port, (bytes) => {
    for (const [, path] of bytes.toString('latin1').matchAll(/(?:^|\r\n\r\n)GET (\S+) HTTP/g))
      asked.push(path!)
  })
  return { ...passing, asked }
}
