// Builds the app as scripts/build does, into another folder: node build-release.mjs FOLDER, BUILD_ID in the
// environment. A release that stands in the folder already is the last one, whose hashed files are kept.
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { compress } from '../../scripts/build/compress.mjs'
import { takeLastRelease } from '../../scripts/build/last-release.mjs'

const outDir = path.resolve(process.argv[2])
const root = fileURLToPath(new URL('../..', import.meta.url))
const last = takeLastRelease(outDir)
/** What differs between two releases but the build's name: a word in one room. */
const otherWord = {
  name: 'other-word',
  enforce: 'pre',
  transform: (code, id) =>
    process.env.OTHER_WORD && id.includes('/rooms/notices/words')
      ? code.replace("'Notices'", "'The notices'")
      : undefined,
}
await build({ root, logLevel: 'warn', plugins: [otherWord], build: { outDir, emptyOutDir: true } })
last.putBack()
await compress(outDir)
