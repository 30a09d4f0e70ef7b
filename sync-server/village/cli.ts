import { defineCommand, runMain } from 'citty'
import { commands } from './commands.ts'

// `village list | head` ends the reader first; that is no fault of the book.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit()
  throw error
})

/** npm run village -- <command> */
const village = defineCommand({
  meta: {
    name: 'village',
    description: '乡音：村里这台电脑上的命令  commands at the village’s own computer',
  },
  subCommands: commands,
})

await runMain(village)
