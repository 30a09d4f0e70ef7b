import { translated } from '#desk/use-words.ts'

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
    fullTitle: '手机存满了，村里的新内容存不下',
    full: '以前的都还在，照常看。请删掉一些照片、视频或不用的应用，再按“现在再试”。腾出空间以后也会自动接着收。',
    fullAct: '现在再试',
    unverifiedTitle: '尚未核验',
    unverified: '花名册还没有收到，收到后自动核验。现在可以看、可以写，投票要等核验以后。',
    dayTitle: (n: number) => `有 ${n} 条只在这部手机上，已经超过一天`,
    day: '这几条村里还没有收到。请到有信号的地方打开乡音，或者把它们导出来带走。',
    dayAct: '怎么导出',
    oldTitle: (days: number) => `这里的内容是 ${days} 天前的`,
    old: '超过七天没有同步，村里可能有了新变化。有信号时请同步一次。',
    clocksTitle: (hours: number) => `村里的时间和这部手机差 ${hours} 小时`,
    clocks: '两个里有一个不准。投票按村里的时间截止。请先看看手机的日期和时间；手机是准的，请告诉村干部。',
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

export type PartsWords = typeof zh
export const words = translated(zh, () => import('./english.ts'))
