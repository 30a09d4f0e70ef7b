import type { ShellWords } from './words.ts'

export const en: ShellWords = {
  app: 'Xiangyin',
  skip: 'Skip to the text',
  tabs: 'Main pages',
  back: 'Back',
  home: 'Home',

  light: {
    synced: (time) => `In step ${time}`,
    offline: 'No network',
    offlineWith: (n) => `No network, ${n} on this phone`,
    trying: 'Connecting',
    handing: (n) => `Handing in ${n}`,
    fetching: 'Fetching',
    here: (n) => `${n} on this phone`,
    barred: 'Cannot reach the village',
    full: 'Phone is full',
    alone: 'Not joined yet',
  },

  homePage: {
    waiting: 'Waiting for you',
    desk: 'To do',
    news: 'News of the village',
    doors: 'What to do',
    more: 'More',
    pinned: 'Pinned',
    loading: 'Opening what is on this phone',
    nothingTitle: 'No news of the village yet',
    nothing: 'Notices and debates of the village will stand here.',
    neverTitle: 'Nothing has been fetched yet',
    never: 'It is fetched by itself when there is network, newest first.',
    lacksTitle: 'The app has not arrived in full',
    lacks:
      'A part of the app is not on this phone yet, so news may be missing here. It comes by itself when there is network.',
    doorLabels: {
      notices: { elder: 'Read notices', hint: 'Notices, policies, village affairs' },
      deliberation: { elder: 'Vote and discuss', hint: 'Matters we decide together' },
      roster: { elder: 'Roster', hint: 'Households, people, offices, phones' },
      me: { elder: 'Mine', hint: 'My entries, drafts, letter size' },
    },
  },
}
