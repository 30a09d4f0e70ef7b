import { bilingual } from '#desk/use-words.ts'

const zh = {
  emptiedTitle: '手机清掉了乡音存的内容',
  emptied: (n: number) =>
    `有 ${n} 条当时只在这部手机上。和村里同步以后，才知道村里收到了没有。还没有加入的，请先重新加入。`,
  lostTitle: (n: number) => `有 ${n} 条没有了，请重新写`,
  lost: '手机清掉了乡音存的内容。这几条只在这部手机上，村里没有收到，找不回来了。村里收到过的，都已经重新收取。',
  ballot: '一张票',
  picture: (text: string) => `“${text}”的图片`,
  lostRead: '知道了',
}

const en: typeof zh = {
  emptiedTitle: 'The phone has emptied what the app kept',
  emptied: (n) =>
    `${n} of what you wrote stood only on this phone. Once it is in step with the village, it is known what the village received. If it has not joined, please join again first.`,
  lostTitle: (n) => `${n} of what you wrote is gone; please write it again`,
  lost: 'The phone has emptied what the app kept. These stood only on this phone, the village did not receive them, and they cannot be brought back. What the village had received has been fetched again.',
  ballot: 'A ballot',
  picture: (text) => `A picture of “${text}”`,
  lostRead: 'I have read it',
}

export const words = bilingual(zh, en)
