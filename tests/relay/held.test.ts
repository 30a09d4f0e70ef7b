import { rm } from 'node:fs/promises'
import { afterEach, expect, test } from 'vitest'
import { bundleRelay, startRelay } from '../crash/relay-process.ts'
import { foundOnDisk } from '../crash/village-on-disk.ts'

let folder = ''
afterEach(() => rm(folder, { recursive: true, force: true }))

test(
  'a second relay on one book says so and ends; a killed one leaves the book free',
  { timeout: 60_000 },
  async () => {
    const main = await bundleRelay()
    folder = (await foundOnDisk(0)).dataDir
    const first = await startRelay(main, folder)
    await expect(startRelay(main, folder)).rejects.toThrow(`in use by process ${first.child.pid}`)
    expect(first.child.exitCode).toBeNull()
    await first.kill()
    const again = await startRelay(main, folder)
    await again.kill()
  },
)
