import { FILES, UPLOAD } from '#rulebook/files.ts'

/** What a question about a file came to; `cut`: no network, or an answer that is not our relay's. */
export interface FileAnswer {
  status: number | 'cut'
  /** How far it has come, where the relay said so. */
  offset: number | undefined
  bytes: Uint8Array | undefined
}
const CUT: FileAnswer = { status: 'cut', offset: undefined, bytes: undefined }

/** As long as the relay waits for a silent phone. */
const WITHIN_MS = FILES.silentMs

/** Asks the relay about files, with the token of the session that stands. */
export function fileRequests(o: { http: string; token(): string | undefined; get: typeof fetch }) {
  // By its own name: as somebody's method, browsers refuse to run it.
  const { get } = o
  let under: AbortController | undefined

  async function ask(hash: string, method: string, headers: Record<string, string>, body?: Uint8Array) {
    const token = o.token()
    if (token === undefined) return CUT
    const abort = (under = new AbortController())
    const timer = setTimeout(() => abort.abort(), WITHIN_MS)
    try {
      const answer = await get(`${o.http}${FILES.path}${hash}`, {
        method,
        headers: { authorization: `Bearer ${token}`, ...headers },
        ...(body && { body: body as BufferSource }),
        cache: 'no-store',
        redirect: 'error',
        credentials: 'omit',
        signal: abort.signal,
      })
      const offset = answer.headers.get(UPLOAD.offset)
      const bytes = answer.status === 206 ? new Uint8Array(await answer.arrayBuffer()) : undefined
      // The login page of a hotel's network says 200 to everything; the relay never does here.
      if (answer.status === 200) return CUT
      return { status: answer.status, offset: offset === null ? undefined : Number(offset), bytes }
    } catch {
      return CUT
    } finally {
      clearTimeout(timer)
      if (under === abort) under = undefined
    }
  }

  return {
    /** How far a file has come. */
    come: (hash: string, length: number): Promise<FileAnswer> =>
      ask(hash, 'HEAD', { [UPLOAD.length]: `${length}` }),
    /** Hands in the bytes behind `offset`. */
    send: (hash: string, length: number, offset: number, part: Uint8Array): Promise<FileAnswer> =>
      ask(
        hash,
        'PATCH',
        {
          'content-type': 'application/offset+octet-stream',
          [UPLOAD.length]: `${length}`,
          [UPLOAD.offset]: `${offset}`,
        },
        part,
      ),
    /** Fetches the bytes from `from` on, up to and without `to`. */
    fetch: (hash: string, from: number, to: number): Promise<FileAnswer> =>
      ask(hash, 'GET', { range: `bytes=${from}-${to - 1}` }),
    isBusy: () => under !== undefined,
    /** Ends what is under way: words go first. What the relay has got of it stays there. */
    cut: () => under?.abort(),
  }
}
export type FileRequests = ReturnType<typeof fileRequests>
