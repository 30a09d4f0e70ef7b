import path from 'node:path'
import { backUp } from '../backup.ts'
import { command, dataDirOf } from '../command.ts'

/** Writes a backup, also while the relay runs. */
export const backupCommand = command(
  'backup',
  '备份账本和钥匙，不用停中转站  backs up book and key; the relay may go on',
  {
    to: {
      type: 'string',
      required: true,
      valueHint: '目录 folder',
      description:
        '写到这个新目录；里面有钥匙，要收好  a new folder to write; it holds the key, keep it safe',
    },
  },
  async (args) => {
    const to = path.resolve(args.to)
    await backUp(dataDirOf(args), to)
    console.log(`✓ 备份好了  backed up: ${to}`)
  },
)
