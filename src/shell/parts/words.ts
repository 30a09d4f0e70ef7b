import { bilingual } from '#desk/use-words.ts'

// Apart from the frame's own words, as nothing of this is on the screen at the first paint.
const zh = {
  close: '关闭',
  later: '稍后',
  home: '首页',
  sync: {
    title: '和村里同步',
    what: '您写的先存在本机，有网时自动送到村里；村里的新内容也自动收到这里。没有网络，可以照常用。',
    last: '上次同步',
    never: '还没有同步过',
    none: '本机没有等着递交的内容。',
    unsent: (n: number) => `有 ${n} 条还只在本机。`,
    see: '看是哪几条',
    now: '现在同步',
    busy: '正在同步',
    all: '全部送到，村里都收到了。',
    still: (n: number) => `还有 ${n} 条在本机，有网时会自动再递交。`,
    noNetwork: '现在没有网络。内容都存在本机，不会丢。',
    lastAt: (time: string) => `上次同步：${time}`,
  },
  banner: {
    offline: '没有网络，可以照常用；内容已存本机',
    unverifiedTitle: '尚未核验',
    unverified: '花名册还没有收到，收到后自动核验。现在可以看、可以写，投票要等核验以后。',
    dayTitle: (n: number) => `有 ${n} 条只在这部手机上，已经超过一天`,
    day: '这几条村里还没有收到。请到有信号的地方打开乡音，或者把它们导出来带走。',
    dayAct: '怎么导出',
    oldTitle: (days: number) => `这里的内容是 ${days} 天前的`,
    old: '超过七天没有同步，村里可能有了新变化。有信号时请同步一次。',
    alarmTitle: '有的内容对不上，没有采用',
    alarm: (n: number) => `有 ${n} 处和签名、编号或规矩对不上。您自己写的没有受影响。`,
    alarmAct: '看看是什么',
    updateTitle: '有新版本',
    update: '更新只要几秒钟。写到一半的字会先存好。',
    updateNow: '更新',
    updating: '正在更新',
    brokenTitle: '刚才那一步没有做成',
    broken: '您写的字还在。请再试一次；还是不行，就把下面这句话念给村干部听。',
  },
  error: {
    title: '这一页出了问题',
    kept: '您写的字存在本机草稿里，没有丢。',
    doThis: '请先回首页再进来。还是不行，就关掉乡音重新打开，或者找村干部帮忙。',
    notHere: '这一页还没有存到本机。有网时再打开一次，以后没有网也能看。',
    again: '重新打开',
    drafts: '看我的草稿',
    detail: '给村干部看的说明',
  },
  notFound: {
    title: '没有这一页',
    text: '链接可能写错了，或者这一页已经换了地方。',
  },
}

const en: typeof zh = {
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
    unverifiedTitle: 'Not verified yet',
    unverified:
      'The roster has not arrived yet; you are verified by itself then. You can read and write now; voting waits for it.',
    dayTitle: (n) => `${n} only on this phone for more than a day`,
    day: 'The village has not received these. Please open the app where there is signal, or export them and carry them.',
    dayAct: 'How to export',
    oldTitle: (days) => `What stands here is ${days} days old`,
    old: 'Not in step for more than seven days; things may have changed. Please sync once where there is signal.',
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

export const words = bilingual(zh, en)
