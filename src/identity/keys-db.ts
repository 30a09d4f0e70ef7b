/**
 * The keys' own little database, in plain IndexedDB: no migration of the book can ever touch it. One store,
 * rows under fixed names.
 */
export interface KeysDb {
  get<T>(name: string): Promise<T | undefined>
  /** Reads and writes in one transaction, so that no other tab comes between; gives what now stands. */
  change<T>(name: string, next: (old: T | undefined) => T): Promise<T>
  close(): void
}

const STORE = 'keys'

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('the keys could not be read'))
  })

/** Opens the keys, making the database the first time. `storage`: which of the browser's storages it stands in. */
export async function openKeysDb(name = 'xiangyin-keys', storage = indexedDB): Promise<KeysDb> {
  const opening = storage.open(name, 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE)
  const db = await done(opening)
  // A newer app in another tab wants to change the database: make way instead of blocking it.
  db.onversionchange = () => db.close()

  return {
    get: <T>(row: string) => done<T | undefined>(db.transaction(STORE).objectStore(STORE).get(row)),
    change: <T>(row: string, next: (old: T | undefined) => T) =>
      new Promise<T>((resolve, reject) => {
        // strict: a number handed out must never come back after a crash, or two entries would share it.
        const tx = db.transaction(STORE, 'readwrite', { durability: 'strict' })
        const store = tx.objectStore(STORE)
        let value: T
        const reading = store.get(row) as IDBRequest<T | undefined>
        reading.onsuccess = () => {
          value = next(reading.result)
          store.put(value, row)
        }
        tx.oncomplete = () => resolve(value)
        tx.onerror = tx.onabort = () => reject(tx.error ?? new Error('the keys could not be written'))
      }),
    close: () => db.close(),
  }
}
