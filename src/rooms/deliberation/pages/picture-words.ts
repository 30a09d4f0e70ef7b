import { translated } from '#desk/use-words.ts'

const ZH = {
  add: '图片',
  added: '已经加上的图片',
  hint: '最多 4 张，自动缩小，不带拍摄地点。',
  follow: '没有网络也能加。文字先送到，图片随后自动传。',
  choose: '加图片',
  shrinking: '正在缩小图片…',
  unreadable: '这个文件不是图片，或者打不开，没有加上。请换一张。',
  most: '已经加了 4 张，不能再加。',
  twice: '这张已经加过了。',
  describe: (n: number) => `图片 ${n} 里是什么`,
  describeHint: '写给看不清的人。60字以内，可以不写',
  remove: '不要这张',
  picture: (n: number) => `图片 ${n}`,
  look: '看大图',
  lookSize: (size: string) => `看大图 · ${size}`,
  onPhone: '图片还在手机上',
  sending: (percent: number) => `图片正在传 ${percent}%`,
  received: '图片村里已收到',
  refused: '村里没有收下这张图片',
  fetching: (size: string) => `正在收取，共 ${size}`,
  waits: '没有网络时先等着，有网自动收取。',
  absent: '发言的人还没有把图片传上来，传到后自动收取。',
  damaged: '收到的图片和发言里写的对不上，没有保存。',
  again: '再收一次',
  close: '关上',
}
export type PictureWords = typeof ZH

export const pictureWords = translated(ZH, () => import('./picture-english.ts'))
