import type { Attachment } from '#rulebook/attachment.ts'

/** The tiny picture of an attachment as an address; WebP and JPEG are told by how they begin. */
export function thumbOf({ thumb }: Attachment): string {
  const isWebp = String.fromCharCode(...thumb.subarray(0, 4)) === 'RIFF'
  return `data:image/${isWebp ? 'webp' : 'jpeg'};base64,${btoa(String.fromCharCode(...thumb))}`
}

/** A size as one reads it: 180 KB, 1.2 MB. */
export const sizeWords = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`

export const percentOf = ({ done, size }: { done: number; size: number }): number =>
  size > 0 ? Math.floor((100 * done) / size) : 0
