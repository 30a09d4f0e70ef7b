import { attachment, type Attachment } from '#rulebook/attachment.ts'

/** A draft's fields are text: pictures stand in it as JSON, their bytes among the phone's files. */
export const draftOf = (pictures: readonly Attachment[]): string =>
  pictures.length === 0
    ? ''
    : JSON.stringify(pictures.map((one) => ({ ...one, thumb: btoa(String.fromCharCode(...one.thumb)) })))

/** The pictures in a draft; none where it is one that another app wrote otherwise. */
export function picturesIn(draft: string): Attachment[] {
  try {
    const pictures = JSON.parse(draft || '[]') as (Omit<Attachment, 'thumb'> & { thumb: string })[]
    const all = pictures.map(({ thumb, ...one }): Attachment => {
      return { ...one, thumb: Uint8Array.from(atob(thumb), (letter) => letter.charCodeAt(0)) }
    })
    return all.filter((one) => attachment.read(attachment.write(one)) !== undefined)
  } catch {
    return []
  }
}
