// What every phone shows when a journey fails: what comes once in a hundred runs is not seen again.
import { beforeEach } from 'vitest'
import { running, type Phone } from './chromium.ts'

async function report({ context, told }: Phone): Promise<string> {
  const pages = await Promise.all(
    context.pages().map(async (page) => {
      // One that hangs or has crashed says so itself, and the others are heard.
      const shown = await page.locator('body').innerText({ timeout: 10_000 }).catch(String)
      return `${new URL(page.url()).pathname} shows:\n${shown}`
    }),
  )
  return [...pages, 'its console:', ...told].join('\n')
}

beforeEach(({ onTestFailed }) => {
  onTestFailed(async () => {
    for (const phone of running) console.error(await report(phone))
  })
})
