import type { PartsWords } from './words.ts'

export const en: PartsWords = {
  close: 'Close',
  later: 'Later',
  home: 'Home',
  sync: {
    title: 'In step with the village',
    what: 'What you write is kept on this phone first and goes to the village by itself when there is network; the village’s news comes here the same way. Without network everything works as usual.',
    last: 'Last in step',
    never: 'Not in step yet',
    none: 'Nothing on this phone waits to be handed in.',
    unsent: (n) => `${n} still only on this phone.`,
    see: 'See which',
    now: 'Sync now',
    busy: 'Syncing',
    all: 'All arrived; the village has received everything.',
    still: (n) => `${n} still on this phone. They are handed in by themselves when there is network.`,
    noNetwork: 'There is no network now. Everything is kept on this phone and not lost.',
    lastAt: (time) => `Last in step: ${time}`,
  },
  banner: {
    offline: 'No network, everything works as usual; it is kept on this phone',
    fullTitle: 'This phone is full and has no room for what is new',
    full: 'What was here before is still here. Please remove some photos, videos or apps, and try again. With room again it goes on by itself, too.',
    fullAct: 'Try now',
    unverifiedTitle: 'Not verified yet',
    unverified:
      'The roster has not arrived yet; you are verified by itself then. You can read and write now; voting waits for it.',
    dayTitle: (n) => `${n} only on this phone for more than a day`,
    day: 'The village has not received these. Please open the app where there is signal, or export them and carry them.',
    dayAct: 'How to export',
    oldTitle: (days) => `What stands here is ${days} days old`,
    old: 'Not in step for more than seven days; things may have changed. Please sync once where there is signal.',
    clocksTitle: (hours) =>
      `The village’s time and this phone’s are ${hours} ${hours === 1 ? 'hour' : 'hours'} apart`,
    clocks:
      'One of them is wrong. Votes close by the village’s time. Please look at the phone’s date and time first; if the phone is right, tell the village’s officers.',
    alarmTitle: 'Something did not hold and was not taken',
    alarm: (n) =>
      `${n === 1 ? 'One thing does' : `${n} things do`} not fit a signature, a number or a rule. What you wrote is untouched.`,
    alarmAct: 'See what it is',
    updateTitle: 'There is a new version',
    update: 'It takes a few seconds. What you are typing is kept first.',
    updateNow: 'Update',
    updating: 'Updating',
    brokenTitle: 'That step did not work',
    broken: 'What you wrote is still here. Please try again; if it fails again, read this line to a cadre.',
  },
  error: {
    title: 'Something is wrong with this page',
    kept: 'What you wrote is kept in the drafts on this phone and not lost.',
    doThis:
      'Please go to the home page and come back. If that fails, close the app and open it again, or ask a cadre.',
    notHere:
      'This page is not on this phone yet. Open it once with network, and it works without from then on.',
    again: 'Open again',
    drafts: 'See my drafts',
    detail: 'For the cadre who helps',
  },
  notFound: {
    title: 'No such page',
    text: 'The link may be wrong, or the page has moved.',
  },
}
