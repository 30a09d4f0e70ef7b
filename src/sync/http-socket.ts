import { decodeCbor, encodeCbor } from '#entry/format.ts'
import { CARRIAGE, carried, fitting, type Carried } from '#rulebook/carriage.ts'

/** A request that takes longer than the relay holds it will not be answered any more. */
const WITHIN_MS = CARRIAGE.holdMs + 10_000
const TRIES = 3
const AGAIN_MS = 1000
/** Who asks for more may be asked again all the same. */
const MOST_WAIT_MS = 60_000
const NO_CODE = 1006

const sizeOf = (frames: Uint8Array[]) => frames.reduce((sum, { length }) => sum + length, 0)

/**
 * A socket over plain HTTP, for networks that let no WebSocket through: one request at a time, held by the relay
 * until it has something to say, and begun anew as soon as this phone has. It looks to a session like any socket.
 */
export class HttpSocket {
  binaryType = 'arraybuffer'
  readyState = 0
  onopen: (() => void) | null = null
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  onerror: (() => void) | null = null
  private ride = ''
  private out: Uint8Array[] = []
  private from = 0
  private got = 0
  /** How many bytes of frames go into one request; fewer where someone in between finds that too large. */
  private most: number = CARRIAGE.requestBytes
  /** How long someone in between asks us to wait. */
  private waitMs = 0
  private abort: AbortController | undefined

  private readonly http: string
  private readonly get: typeof fetch

  constructor(http: string, get: typeof fetch = fetch.bind(globalThis)) {
    this.http = http
    this.get = get
    queueMicrotask(() => void this.run())
  }

  send(data: BufferSource): void {
    if (this.readyState !== 1) return
    this.out.push(new Uint8Array(data as ArrayBuffer))
    // What is held is given up: the relay gives again what may have been on its way.
    queueMicrotask(() => this.abort?.abort())
  }

  close(): void {
    this.readyState = 3
    this.abort?.abort()
  }

  private async run(): Promise<void> {
    let failed = 0
    while (this.readyState !== 3) {
      const sent = this.out.length
      const answer = await this.ask()
      if (this.readyState === (3 as number)) return
      if (answer === 'again') continue
      if (answer === undefined && ++failed < TRIES && this.ride) {
        await new Promise((resolve) => setTimeout(resolve, Math.max(this.waitMs, AGAIN_MS * failed)))
        this.waitMs = 0
        continue
      }
      if (typeof answer !== 'object') return this.end(NO_CODE)
      failed = 0
      this.take(answer, sent)
      if (answer.closed !== null) return this.end(answer.closed)
    }
  }

  private take(answer: Carried, sent: number): void {
    this.ride = answer.ride
    const heard = Math.min(sent, Math.max(0, answer.got - this.from))
    this.out.splice(0, heard)
    this.from += heard
    if (this.readyState === 0) {
      this.readyState = 1
      this.onopen?.()
    }
    for (const frame of answer.frames.slice(Math.max(0, this.got - answer.from))) {
      this.got += 1
      this.onmessage?.({ data: frame.slice().buffer })
    }
  }

  private end(code: number): void {
    this.readyState = 3
    this.onclose?.({ code, reason: '' })
  }

  /** One request; 'again' where this phone itself gave it up, undefined where the network did. */
  private async ask(): Promise<Carried | 'again' | 'gone' | undefined> {
    const abort = (this.abort = new AbortController())
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      abort.abort()
    }, WITHIN_MS)
    const frames = fitting(this.out, this.most)
    const told: Carried = { ride: this.ride, from: this.from, got: this.got, frames, closed: null }
    try {
      const answer = await this.get(`${this.http}${CARRIAGE.path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/cbor' },
        body: encodeCbor(carried.write(told)) as BufferSource,
        cache: 'no-store',
        redirect: 'error',
        credentials: 'omit',
        signal: abort.signal,
      })
      if (answer.status === 410) return 'gone'
      if (answer.status === 413 && frames.length > 1) {
        this.most = sizeOf(frames) / 2
        return 'again'
      }
      this.waitMs = Math.min(MOST_WAIT_MS, Number(answer.headers.get('retry-after') ?? 0) * 1000 || 0)
      if (!answer.ok) return undefined
      return carried.read(decodeCbor(new Uint8Array(await answer.arrayBuffer())))
    } catch {
      return abort.signal.aborted && !isLate ? 'again' : undefined
    } finally {
      clearTimeout(timer)
      this.abort = undefined
    }
  }
}
