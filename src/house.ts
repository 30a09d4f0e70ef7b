// The rooms of the house, one line each. Routes, tabs and the home screen come from here.
import { door as deliberation } from './rooms/deliberation/index.ts'
import { door as joining } from './rooms/joining/index.ts'
import { door as me } from './rooms/me/index.ts'
import { door as notices } from './rooms/notices/index.ts'
import { door as roster } from './rooms/roster/index.ts'

export const house = [deliberation, notices, roster, me, joining]

/** The four doors at the bottom, by the number each gives itself; what has no number has no tab. */
export const tabs = house.filter((door) => door.tab !== undefined).sort((a, b) => a.tab! - b.tab!)
