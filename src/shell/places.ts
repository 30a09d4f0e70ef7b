import { house } from '#house'

const pathOf = (key: string): string => house.find((door) => door.key === key)?.path ?? '/'

/** Where the frame itself leads to. The paths of rooms are their doors'. */
export const places = {
  home: '/',
  install: '/install',
  join: pathOf('joining'),
  me: pathOf('me'),
  myEntries: `${pathOf('me')}/entries`,
  drafts: `${pathOf('me')}/drafts`,
  settings: `${pathOf('me')}/settings`,
  alarms: `${pathOf('me')}/alarms`,
} as const
