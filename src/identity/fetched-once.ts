/**
 * A part of the app that comes over the network when it is first wanted. It is kept; where it did not come, whoever
 * wants it next fetches it anew.
 */
export function fetchedOnce<T>(fetch: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined
  return () =>
    (kept ??= fetch().catch((error: unknown) => {
      kept = undefined
      throw error
    }))
}
