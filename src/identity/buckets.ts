/** Storage Buckets (WICG): a storage apart from all else of the same site. Chromium has them since 122. */
interface Buckets {
  open(name: string): Promise<{ indexedDB: IDBFactory }>
  keys(): Promise<string[]>
}

/** The one with the second copy of what only this phone has. */
export const SAFE = 'xiangyin-safe'

/** Undefined where the browser has none. */
export const buckets = () => (navigator as { storageBuckets?: Buckets }).storageBuckets

/** Whether a safe was made here once. */
export const hasSafe = async (): Promise<boolean> => (await buckets()?.keys())?.includes(SAFE) ?? false
