import { CLOSE } from '#rulebook/close-codes.ts'
import type { Bilingual } from './use-words.ts'

const byCode: Record<number, { title: Bilingual; text: Bilingual }> = {
  [CLOSE.appTooOld]: {
    title: { zh: '乡音要更新才能和村里同步', en: 'The app must be updated to stay in step' },
    text: {
      zh: '内容照常存在本机。有网时请重新打开乡音，看到「有新版本」就点更新。',
      en: 'Everything is kept on this phone. Open the app again with network and tap Update when it offers a new version.',
    },
  },
  [CLOSE.revoked]: {
    title: { zh: '这部手机已被停用', en: 'This phone was revoked' },
    text: {
      zh: '村里不再收这部手机写的内容。若不是您要停用的，请找登记员重新登记。',
      en: 'The village no longer takes what this phone writes. If that is wrong, please ask the registrar to admit it anew.',
    },
  },
  [CLOSE.session]: {
    title: { zh: '中转站不认识这部手机', en: 'The relay does not know this phone' },
    text: {
      zh: '内容照常存在本机。请找登记员看看这部手机登记好了没有。',
      en: 'Everything is kept on this phone. Please ask the registrar whether this phone was admitted.',
    },
  },
}

const otherwise = {
  title: { zh: '中转站暂时不收这部手机的内容', en: 'The relay does not take this phone’s entries for now' },
  text: {
    zh: '内容照常存在本机，没有丢。请告诉登记员，并说出这个号：',
    en: 'Everything is kept on this phone. Please tell the registrar this number:',
  },
}

/** Why the relay does not let this phone in, and what to do about it. */
export function barredWords(code: number, language: keyof Bilingual): { title: string; text: string } {
  const known = byCode[code]
  if (known) return { title: known.title[language], text: known.text[language] }
  return { title: otherwise.title[language], text: `${otherwise.text[language]} ${code}` }
}
