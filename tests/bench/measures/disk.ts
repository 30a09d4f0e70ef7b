import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'

/** Bytes that files below a folder take on the disk. */
export const bytesOnDisk = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .reduce((all, one) => all + statSync(path.join(one.parentPath, one.name)).blocks * 512, 0)
