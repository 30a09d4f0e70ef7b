import { translated } from '#desk/use-words.ts'

const ZH = {
  back: '看这件事',
  title: '替没有手机的人发言',
  intro:
    '把他说的话照原话写下来，念给他听。他同意了，请他在屏幕上签名，或者录下他说的同意。再请另一位村干部、网格员或者村民代表会签，会签以后才算他的话。',
  only: '由村干部、网格员或者村民代表来写。',
  notYet: '村里还没有启用新的规矩，暂时不能替人发言。',
  shut: '这件事不再接收发言。',
  who: '谁说的',
  whoHint: '名册上的人。大家会看到是您代写的',
  errorWho: '请选一位。',
  say: '他的话',
  sayHint: '照原话写，2000字以内',
  errorSay: '请写他说的话，不超过2000字。',
  errorConsent: '请他签名，或者录下他的同意。',
  send: '递交，请人会签',
  sending: '正在签名',
  find: '找人',
  findHint: '写名字里的一两个字',
  found: (n: number) => (n === 0 ? '没有找到' : `找到 ${n} 位`),
}
export type AssistingWords = typeof ZH

/** What an officer reads who writes down another's words. */
export const assistingWords = translated(ZH, () => import('./assisting-english.ts'))
