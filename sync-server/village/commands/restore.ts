import path from 'node:path'
import { restore } from '../backup.ts'
import { command, dataDirOf } from '../command.ts'
import { checkFiles, printFiles } from '../verify-files.ts'

/** Puts a backup back into an empty data folder. */
export const restoreCommand = command(
  'restore',
  '把备份放回空目录，并从头核对  puts a backup back into an empty folder and re-checks it',
  {
    from: {
      type: 'string',
      required: true,
      valueHint: '目录 folder',
      description: 'backup 写的目录  the folder that backup wrote',
    },
  },
  async (args) => {
    const dataDir = dataDirOf(args)
    const { entries, volumes, lines } = await restore(path.resolve(args.from), dataDir)
    console.log(`✓ 恢复好了，账本完好  restored to ${dataDir}, the book is sound`)
    console.log(`  记录 entries ${entries.byNumber.size}  卷 volumes ${volumes}  行 lines ${lines}`)
    printFiles(await checkFiles(dataDir, entries))
    console.log('  启动以后，手机会把后来的内容交回来。  Once started, phones hand back what came later.')
  },
)
