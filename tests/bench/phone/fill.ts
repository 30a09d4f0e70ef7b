import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { launchPhone } from '#support/chromium.ts'
import { WHOLE_APP } from '#desk/storage.ts'
import { linkOf } from '#server/village/claims.ts'
import type { Book } from '../book/make.ts'
import { startServer } from '../server.ts'
import type { Say } from '../servers-run.ts'

/** A phone that has joined and holds the whole book; its relay is gone, so what follows is without network. */
export interface Filled {
  profileDir: string
  origin: string
  /** From tapping 加入 to 已同步, at the full speed of this machine and with no link in between. */
  ms: number
}
const FILLED_WITHIN_MS = 600_000

/** Taps 加入, and again where the relay was too busy for it, as a person does. */
async function join(page: Page, say: Say): Promise<void> {
  const [turned, joined] = [page.getByText('链接还没有用掉'), page.getByText('加入好了').first()]
  await page.getByRole('button', { name: '加入', exact: true }).click()
  await turned.or(joined).waitFor()
  if (await joined.isVisible()) return
  say('  the relay was busy; joins once more')
  return join(page, say)
}

export async function fillPhone(book: Book, say: Say): Promise<Filled> {
  const profileDir = mkdtempSync(path.join(tmpdir(), 'xiangyin-bench-phone-'))
  const server = await startServer('ours', { book: book.dataDir, documents: '', cores: '0' })
  const phone = await launchPhone({ profileDir })
  try {
    const origin = `http://127.0.0.1:${server.port}`
    const { page } = phone
    page.setDefaultTimeout(FILLED_WITHIN_MS)
    await page.goto(linkOf(origin, book.link))
    const started = performance.now()
    await join(page, say)
    await page
      .getByText(/已同步/)
      .first()
      .waitFor()
    const ms = performance.now() - started
    say(`  filled in ${(ms / 1000).toFixed(1)} s`)
    const isWhole = async (mark: string) => (await caches.match(mark)) !== undefined
    await page.waitForFunction(isWhole, WHOLE_APP, { polling: 250 })
    return { profileDir, origin, ms }
  } finally {
    await phone.close()
    await server.stop()
  }
}
