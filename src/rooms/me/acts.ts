import type { Desk } from '#desk/desk.ts'

export type Imported = Awaited<ReturnType<Desk['importUnsent']>>

/** Deletes a refused entry of one's own from this phone. */
export const discardEntry = (desk: Desk, id: string): Promise<void> => desk.discard(id)

/** Deletes a draft. */
export const dropDraft = (desk: Desk, key: string): Promise<void> => desk.unsent.drop(key)

/** Takes in what was exported on another phone, or on this one before it was emptied. */
export const importUnsent = (desk: Desk, file: Blob): Promise<Imported> => desk.importUnsent(file)
