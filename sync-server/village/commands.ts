import { backupCommand } from './commands/backup.ts'
import { claimCommand } from './commands/claim.ts'
import { exportCommand } from './commands/export.ts'
import { importCommand } from './commands/import.ts'
import { initCommand } from './commands/init.ts'
import { listCommand } from './commands/list.ts'
import { restoreCommand } from './commands/restore.ts'
import { technicianCommand } from './commands/technician.ts'
import { verifyCommand } from './commands/verify.ts'

/** What is done at the village's own computer. */
export const commands = {
  init: initCommand,
  verify: verifyCommand,
  export: exportCommand,
  import: importCommand,
  backup: backupCommand,
  restore: restoreCommand,
  claim: claimCommand,
  list: listCommand,
  technician: technicianCommand,
}
