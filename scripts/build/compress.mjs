import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import zlib from 'node:zlib'

const brotli = promisify(zlib.brotliCompress)
const gzip = promisify(zlib.gzip)
const TEXT = /\.(js|css|html|svg|json|webmanifest|txt)$/

/** Puts a .br and a .gz beside every text file, so that the relay spends no CPU on it and phones get the smallest. */
export async function compress(dist) {
  const files = readdirSync(dist, { recursive: true })
    .map(String)
    .filter((name) => TEXT.test(name) && !name.startsWith('.vite'))
  await Promise.all(
    files.map(async (name) => {
      const file = path.join(dist, name)
      const bytes = readFileSync(file)
      const options = {
        params: {
          [zlib.constants.BROTLI_PARAM_QUALITY]: 11,
          [zlib.constants.BROTLI_PARAM_MODE]: zlib.constants.BROTLI_MODE_TEXT,
          [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }
      writeFileSync(`${file}.br`, await brotli(bytes, options))
      writeFileSync(`${file}.gz`, await gzip(bytes, { level: 9 }))
    }),
  )
  return files.length
}
