import decodeQR from 'qr/decode.js'
import { phoneName } from '#desk/phone-name.ts'
import { placedOf } from '#server/stored.ts'
import { keptWhole, type JourneyVillage, type Villager } from '#support/journey.ts'

/** What two people do who stand beside each other with their phones. */

/** A phone that has only opened the app once, and shows the first of the three steps. */
export async function freshPhone(v: JourneyVillage): Promise<Villager> {
  const fresh = await v.phone()
  await fresh.goto('/')
  await fresh.page().getByRole('heading', { name: '欢迎来到乡音' }).waitFor()
  await keptWhole(fresh)
  return fresh
}

/** What a phone shows for another one: its codes one after the other, and the same as text. */
export interface Shown {
  codes: string[]
  text: string
}

/** The villager makes a request, and shows it. */
export async function ask(who: Villager, name: string): Promise<Shown> {
  const page = who.page()
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByLabel('您的姓名').fill(name)
  await page.getByRole('button', { name: '出示我的二维码' }).click()
  return shownRequest(who)
}

/** The request that stands on the villager's screen. */
export async function shownRequest(who: Villager): Promise<Shown> {
  const page = who.page()
  const codes = await codesOn(who, '我的加入申请二维码')
  await page.getByText('不方便扫？把文字发给登记员').click()
  return { codes, text: await page.getByLabel('申请文字').inputValue() }
}

/** The registrar takes a request and admits the phone; `lost` is the phone to revoke with it. */
export async function admit(who: Villager, request: string[], person: string, lost?: string): Promise<Shown> {
  const page = who.page()
  await who.goto('/roster/admit')
  await take(who, '村民发来的申请文字', request)
  await page.getByRole('button', { name: `选他 ${person}` }).click()
  await page.getByRole('heading', { name: '当面核对' }).waitFor()
  await page.locator('dd', { hasText: person }).first().waitFor()
  if (lost) await page.getByLabel(`手机 ${phoneName(lost)}`).check({ force: true })
  await page.getByRole('button', { name: '登记这部手机' }).click()
  await page.getByText('登记好了。请给村民扫这个码。').waitFor()
  const codes = await codesOn(who, '批准二维码')
  await page.getByText('不方便扫？把文字发给他').click()
  return { codes, text: await page.getByLabel('批准文字').inputValue() }
}

/** The villager takes the approval; ends at the welcome. */
export async function takeApproval(who: Villager, approval: string[]): Promise<void> {
  await take(who, '登记员发来的文字', approval)
  await who.page().getByText('这部手机现在是村里的一员。').waitFor()
}

/** Gives a phone what another one showed. A code that was read is the same to it as a text that was pasted. */
export async function take(who: Villager, label: string, texts: string[]): Promise<void> {
  const page = who.page()
  for (const [n, text] of texts.entries()) {
    await page.getByLabel(label).fill(text)
    await page.getByRole('button', { name: '用这段文字' }).click()
    const missing = texts.length - n - 1
    if (missing > 0) await page.getByText(`还差 ${missing} 个码`).waitFor()
  }
}

/** Goes through the codes on a screen and reads each picture as a camera would. */
async function codesOn(who: Villager, picture: string): Promise<string[]> {
  const page = who.page()
  const svg = page.getByRole('img', { name: picture })
  const named = (await svg.getAttribute('aria-label')) ?? ''
  const count = Number(/\/(\d+)$/.exec(named)?.[1] ?? 1)
  const codes: string[] = []
  for (let n = 1; n <= count; n++) {
    if (n > 1) await page.getByRole('button', { name: '下一个码' }).click()
    const one = count > 1 ? page.getByRole('img', { name: `${picture} ${n}/${count}` }) : svg
    const size = Number((await one.getAttribute('viewBox'))!.split(' ')[2])
    codes.push(readPicture((await one.locator('path').getAttribute('d'))!, size))
  }
  return codes
}

const DOT = 4

/** Paints the path of a code, four dots a square, and reads it back. */
function readPicture(path: string, size: number): string {
  const width = size * DOT
  const data = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)/g))
    for (let row = Number(y) * DOT; row < (Number(y) + 1) * DOT; row++)
      for (let at = Number(x) * DOT; at < (Number(x) + Number(length)) * DOT; at++)
        data.fill(0, (row * width + at) * 4, (row * width + at) * 4 + 3)
  return decodeQR({ width, height: width, data })
}

/** The id of this phone, as its owner reads it on 我的. */
export async function idOf(who: Villager): Promise<string> {
  await who.goto('/me')
  const fact = who.page().locator('.who-facts > div', { hasText: '本机编号' }).locator('.who-device')
  return (await fact.innerText()).trim()
}

/** How often the village's log admits this phone. */
export function admissionsOf(v: JourneyVillage, device: string): number {
  const { log } = v.village
  return Array.from({ length: log.lastNumber() }, (_, n) => log.numbered(n + 1)).filter((stored) => {
    const body = stored && (placedOf(stored)?.body as { device?: unknown; nonce?: unknown } | undefined)
    return body?.device === device && body.nonce !== undefined
  }).length
}
