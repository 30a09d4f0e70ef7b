import { backoff, PART } from './backoff.ts'
import type { FileRequests } from './file-requests.ts'
import type { Carrying } from './files.ts'
import type { FileDoor } from './ports.ts'

/** The files on this phone, opened when there is one to carry. */
export interface FilesPort {
  /** How many are on their way, or wait for it. */
  waiting: { subscribe(next: (count: number) => void, failed: (error: unknown) => void): () => void }
  open(): Promise<FileDoor>
}

/** Carries files beside a session; who only has words to send and to read never loads what does it. */
export function carryLater(o: {
  files: FilesPort
  http: string
  get: typeof fetch
  mayGo(): boolean
  renew(): void
  failed(error: unknown): void
}) {
  let token: string | undefined
  let ask: FileRequests | undefined
  let carrying: Carrying | undefined
  let isLoading = false
  let isStopped = false

  async function load() {
    const [{ carryFiles }, { fileRequests }, door] = await Promise.all([
      import('./files.ts'),
      import('./file-requests.ts'),
      o.files.open(),
    ])
    if (isStopped) return
    ask = fileRequests({ ...o, token: () => token })
    carrying = carryFiles({ ...o, door, ask, again: backoff(PART) })
    if (token !== undefined) await carrying.greeted()
  }

  const stop = o.files.waiting.subscribe((count) => {
    if (count === 0 || isLoading) return
    isLoading = true
    void load().catch((error: unknown) => {
      isLoading = false
      o.failed(error)
    })
  }, o.failed)

  return {
    /** The relay lets this phone in, with a token for what goes by HTTP. */
    welcome(next: string) {
      token = next
      void carrying?.greeted().catch(o.failed)
    },
    /** Something of the session has changed. */
    look: () => carrying?.look(),
    isCarrying: () => ask?.isBusy() ?? false,
    stop() {
      isStopped = true
      stop()
      carrying?.stop()
    },
  }
}
export type CarryLater = ReturnType<typeof carryLater>
