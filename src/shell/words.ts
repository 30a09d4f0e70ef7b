import { translated } from '#desk/use-words.ts'

const zh = {
  app: '乡音',
  skip: '跳到正文',
  tabs: '主要页面',
  back: '返回',
  home: '首页',

  light: {
    synced: (time: string) => `已同步 ${time}`,
    offline: '没有网络',
    offlineWith: (n: number) => `没有网络，${n} 条在本机`,
    trying: '正在连接',
    handing: (n: number) => `正在递交 ${n} 条`,
    fetching: '正在收取',
    here: (n: number) => `${n} 条在本机`,
    barred: '连不上村里',
    full: '手机存满了',
    alone: '还没有加入',
  },

  homePage: {
    waiting: '等您办的事',
    desk: '待办',
    news: '村里的消息',
    doors: '要办什么',
    more: '还可以看',
    pinned: '置顶',
    loading: '正在打开本机的内容',
    nothingTitle: '村里还没有消息',
    nothing: '书记和村委发了公告、开了议题，会出现在这里。',
    neverTitle: '还没有收到村里的内容',
    never: '有网络时会自动收取，最新的先到。',
    lacksTitle: '应用还没有下载完',
    lacks: '应用有一部分还没有到这部手机，村里的消息这里可能不全。有网络时会自动补上。',
    doorLabels: {
      notices: { elder: '看通知', hint: '村里的公告、政策、村务' },
      deliberation: { elder: '投票和议事', hint: '大家的事大家商量' },
      roster: { elder: '花名册', hint: '户、人、职务和手机' },
      me: { elder: '我的', hint: '我写的、草稿、字号' },
    } as Record<string, { elder: string; hint: string }>,
  },
}

export type ShellWords = typeof zh
export const words = translated(zh, () => import('./english.ts'))
