/** What a page has read of its book: entries, their bytes as signed, and rows of everything else. */
export interface RowsRead {
  entries: number
  bytes: number
  others: number
}
declare global {
  interface Window {
    rowsRead: RowsRead
  }
}

/** Runs in a page before the app: counts what IndexedDB hands out, by whichever way it was asked. */
export function countRows() {
  const read = (window.rowsRead = { entries: 0, bytes: 0, others: 0 })
  function count(store: string, value: unknown) {
    if (store !== 'entries') read.others += 1
    else {
      read.entries += 1
      read.bytes += (value as { bytes?: Uint8Array } | undefined)?.bytes?.length ?? 0
    }
  }
  function hear(request: IDBRequest, store: string) {
    request.addEventListener('success', () => {
      const found: unknown = request.result
      if (found instanceof IDBCursor) count(store, (found as { value?: unknown }).value)
      else if (Array.isArray(found)) for (const one of found) count(store, one)
      else if (typeof found === 'object' && found !== null) count(store, found)
    })
    return request
  }
  type Ask = (this: IDBIndex | IDBObjectStore, ...given: unknown[]) => IDBRequest
  for (const kind of [IDBObjectStore.prototype, IDBIndex.prototype] as unknown as Record<string, Ask>[])
    for (const name of ['get', 'getAll', 'openCursor']) {
      const ask = kind[name]!
      kind[name] = function (...given) {
        return hear(ask.apply(this, given), this instanceof IDBIndex ? this.objectStore.name : this.name)
      }
    }
}
