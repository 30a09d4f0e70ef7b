import type { InstallWords } from './words.ts'

export const en: InstallWords = {
  install: {
    title: 'Add to the home screen',
    why: 'Then the app has its icon, opens at a tap and works without network. It takes little room and needs no app store.',
    now: 'Add to the home screen',
    done: 'It is added already; you opened it from there.',
    outcome: {
      accepted: 'Done. Look for the icon on the home screen.',
      dismissed: 'Not added. Come back here whenever you like.',
    },
    steps: {
      ios: [
        'Tap the share button at the bottom (a box with an arrow up)',
        'Scroll down and tap “Add to Home Screen”',
        'Tap “Add” at the top right',
      ],
      'ios-other': [
        'On an iPhone it is added with Safari',
        'Copy the address, open it in Safari, tap share and choose “Add to Home Screen”',
      ],
      wechat: [
        'WeChat can neither add it nor keep its content',
        'Tap the three dots at the top right and choose “Open in browser”',
        'Then come back here',
      ],
      huawei: ['Tap the four dots or “Menu” at the bottom', 'Tap “Add to”', 'Choose “Home screen” and “Add”'],
      xiaomi: [
        'Tap the three lines at the bottom',
        'Tap “Add bookmark” or “Add to”',
        'Choose “Home screen”; if the phone asks to allow shortcuts, allow it',
      ],
      uc: [
        'UC does not keep content reliably; the phone’s own browser is better',
        'If you must: tap the menu and choose “Add to home screen”',
      ],
      qq: [
        'QQ Browser does not keep content reliably; the phone’s own browser is better',
        'If you must: tap the menu and choose “Add to home screen”',
      ],
      firefox: ['Tap the three dots', 'Tap “Install” or “Add to Home screen”'],
      other: [
        'Open the browser’s menu (three dots or lines)',
        'Look for “Install app” or “Add to home screen”',
      ],
    },
  },
}
