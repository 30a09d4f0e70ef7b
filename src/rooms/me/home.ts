import type { Desk, Unsent } from '#desk/desk.ts'
import { steady, turned } from '#desk/turned.ts'
import { PencilLine } from '#ui/icons.ts'
import type { HomeItem, RoomHome } from '../door.ts'
import { words } from './words.ts'

const draftsIn = (desk: Desk, drafts: Unsent[]): HomeItem[] =>
  drafts.map(({ key, title, path, savedAt }) => ({
    key: `draft.${key}`,
    title: title || words[desk.comfort.language].untitled,
    detail: words[desk.comfort.language].homeDraft,
    at: savedAt,
    path,
    icon: PencilLine,
  }))

// Refused entries wait in the rooms that they belong to; what nobody else shows are drafts.
const home: RoomHome = {
  news: () => steady([]),
  waiting: (desk) => turned(desk.unsent.all(), (drafts) => draftsIn(desk, drafts)),
}
export default home
