import { defineCommand, runMain } from 'citty'
import { claimCommand } from './commands/claim.ts'
import { exportCommand } from './commands/export.ts'
import { initCommand } from './commands/init.ts'
import { listCommand } from './commands/list.ts'
import { verifyCommand } from './commands/verify.ts'

/** npm run village -- <command>: what is done at the village's own computer. */
const village = defineCommand({
  meta: {
    name: 'village',
    description: '乡音：村里这台电脑上的命令  commands at the village’s own computer',
  },
  subCommands: {
    init: initCommand,
    verify: verifyCommand,
    export: exportCommand,
    claim: claimCommand,
    list: listCommand,
  },
})

// `village list | head` ends the reader first; that is no fault of the book.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit()
  throw error
})

await runMain(village)
