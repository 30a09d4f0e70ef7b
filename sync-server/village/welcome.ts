import { keyWords } from '#rulebook/key-words.ts'
import { linkOf } from './claims.ts'
import type { DemoLink } from './demo-links.ts'
import type { Prepared } from './prepare.ts'
import { qr } from './qr.ts'

/** What the terminal says once the relay listens: who lives here, and how to get in. */
export function printWelcome(o: { prepared: Prepared; publicUrl: string; print?: (text: string) => void }) {
  const { prepared, publicUrl, print = (text) => console.log(text) } = o
  const { name, founding, links } = prepared
  print(`\n乡音 · ${name}\n  ${publicUrl}\n  暗语 ${keyWords(founding).join(' ')}`)
  if (links.length) {
    print(prepared.isNew ? NEW_DEMO : DEMO)
    for (const link of links) print(ofLink(link, publicUrl))
    print(HINTS)
  }
  if (!canJoinFromPhones(publicUrl)) print(NEEDS_HTTPS)
}

/** Who it is in both languages, the code to scan, and the same link to click or copy. */
function ofLink({ name, zh, en, given }: DemoLink, publicUrl: string): string {
  const who = `\n● ${zh}\n  ${en}`
  if (!given)
    return `${who}\n  名下已有三部手机。要再进一部： npm run village -- claim ${name}\n  (three devices already)`
  const link = linkOf(publicUrl, given.claim)
  return `${who}\n${qr(link)}\n  ${link}`
}

/** Keys, cameras and offline use exist only on secure pages: HTTPS, or this computer itself. */
const canJoinFromPhones = (publicUrl: string): boolean => publicUrl.startsWith('https://')

const DEMO = `
示范村：人和事都是编的。下面六个人各有一条进村链接，只能用一次，七天内有效。
A demo village; everyone in it is invented. A link each for six people: used once, valid for seven days.`
const NEW_DEMO = `
第一次启动，已建好示范村。${DEMO}`
const HINTS = `
在这台电脑上，可以用几个浏览器用户(profile)或无痕窗口，一人一个，打开上面的链接。
On this computer, open each link in a browser profile of its own.
别的人也可以进： npm run village -- claim 姓名（名单： npm run village -- list）
Anyone else of the village: npm run village -- claim NAME (who there is: npm run village -- list)`
const NEEDS_HTTPS = `
手机要能打开，需要带 HTTPS 的网址： PUBLIC_URL=https://… npm start
Phones need an HTTPS address: PUBLIC_URL=https://… npm start
`
