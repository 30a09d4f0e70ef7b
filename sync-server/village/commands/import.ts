import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { openLmdbLog } from '#server/lmdb-log.ts'
import { command, dataDirOf, Refusal } from '../command.ts'
import { beginEpoch } from '../epoch.ts'
import { importLines } from '../import.ts'
import { bookIn } from '../store.ts'

/** Builds a book anew from an export, for a village whose book was lost, or to check an export by itself. */
export const importCommand = command(
  'import',
  '从导出的文件重建账本，逐条核对  builds a book anew from an export and checks every entry',
  {
    from: {
      type: 'string',
      required: true,
      valueHint: '文件 file',
      description: 'export 写的文件  the file that export wrote',
    },
  },
  async (args) => {
    const dataDir = dataDirOf(args)
    const others = existsSync(dataDir) ? readdirSync(dataDir).filter((name) => name !== 'relay-key') : []
    if (others.length)
      throw new Refusal(
        `${dataDir} 里已经有东西。导入只写进空目录（可以先放好 relay-key），没有动它。`,
        'the data folder is not empty (a relay-key may lie there); nothing was changed',
      )
    const lines = readFileSync(path.resolve(args.from), 'utf8').trim().split('\n')
    mkdirSync(bookIn(dataDir), { recursive: true, mode: 0o700 })
    const log = openLmdbLog(bookIn(dataDir))
    try {
      const { entries, volumes } = await importLines(log, lines)
      await beginEpoch(log)
      console.log(`✓ 导入 ${entries} 条，${volumes} 卷的末尾都对上了  imported, all ends match`)
    } catch (error) {
      await log.close()
      rmSync(bookIn(dataDir), { recursive: true, force: true })
      throw error
    }
    await log.close()
    if (!existsSync(path.join(dataDir, 'relay-key')))
      console.log(
        '  要让中转站继续用它，把原来的 relay-key 放进来。  To go on with it, put the old relay-key there.',
      )
  },
)
