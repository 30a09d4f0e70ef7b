import type { Villager } from '#support/journey.ts'

/** A row of the book as it lies on somebody's phone; bytes come as lists of numbers. */
export const storedRow = (one: Villager, table: string, key: string): Promise<unknown> =>
  one.page().evaluate(
    ([from, which]) =>
      new Promise<unknown>((resolve, reject) => {
        const opening = indexedDB.open('xiangyin-book')
        opening.onerror = reject
        opening.onsuccess = () => {
          const asked = opening.result.transaction(from!).objectStore(from!).get(which!)
          asked.onsuccess = () =>
            resolve(
              JSON.parse(
                JSON.stringify(asked.result ?? null, (_, value: unknown) =>
                  value instanceof Uint8Array ? [...value] : value,
                ),
              ),
            )
          opening.result.close()
        }
      }),
    [table, key],
  )
