import { bilingual } from '#desk/use-words.ts'

const zh = {
  install: {
    title: '添加到桌面',
    why: '添加以后，桌面上有乡音的图标，点一下就开，没有网也能用。不占多少地方，也不用应用商店。',
    now: '添加到桌面',
    done: '已经添加好了，您正在从桌面打开乡音。',
    outcome: {
      accepted: '好了，请到桌面上找乡音的图标。',
      dismissed: '没有添加。什么时候想添加，再来这里。',
    },
    steps: {
      ios: [
        '点屏幕下方中间的分享按钮（方框里一个向上的箭头）',
        '往下翻，点「添加到主屏幕」',
        '点右上角「添加」',
      ],
      'ios-other': [
        '苹果手机要用自带的 Safari 浏览器添加',
        '请复制地址，在 Safari 里打开，再点分享按钮，选「添加到主屏幕」',
      ],
      wechat: [
        '微信里不能添加，内容也存不住',
        '请点右上角的三个点，选「在浏览器打开」',
        '打开以后再到这里来添加',
      ],
      huawei: ['点屏幕下方的四个点或「菜单」', '点「添加到」或「添加至桌面」', '选「桌面」，再点「添加」'],
      xiaomi: [
        '点屏幕下方的三条横线',
        '点「添加书签」或「添加到」',
        '选「桌面」；手机若问是否允许创建桌面图标，选允许',
      ],
      uc: ['UC 浏览器存内容不牢靠，建议换手机自带的浏览器', '一定要用的话：点下方菜单，选「添加到桌面」'],
      qq: ['QQ 浏览器存内容不牢靠，建议换手机自带的浏览器', '一定要用的话：点下方菜单，选「添加到桌面」'],
      firefox: ['点右上角或右下角的三个点', '点「安装」或「添加到主屏幕」'],
      other: ['打开浏览器的菜单（三个点或三条横线）', '找「安装应用」「添加到桌面」或「添加到主屏幕」'],
    },
  },
}

const en: typeof zh = {
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

export const words = bilingual(zh, en)
