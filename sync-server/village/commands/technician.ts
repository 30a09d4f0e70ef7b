import { existsSync } from 'node:fs'
import { setTechnician } from '#server/ops/technician.ts'
import { readRunning } from '../running.ts'
import { command, dataDirOf, publicUrlOf, Refusal } from '../command.ts'

/** Sets who may look at the operations page; also while the relay runs. */
export const technicianCommand = command(
  'technician',
  '设技术员：印出运维页的新密码，旧的作废  sets the technician: prints a new password, the old one ends',
  {},
  async (args) => {
    const dataDir = dataDirOf(args)
    if (!existsSync(dataDir))
      throw new Refusal(`没有 ${dataDir} 这个目录`, 'there is no such folder (--data)')
    const { password, token } = await setTechnician(dataDir)
    console.log(`✓ 技术员设好了，只印这一次  the technician is set; this is printed once

运维页 page      ${publicUrlOf(readRunning(dataDir)?.publicUrl)}/ops
密码 password    ${password}

Prometheus 读 /metrics 用的令牌  the token with which Prometheus reads /metrics
  authorization: { type: Bearer, credentials: ${token} }

以前的密码和令牌都作废了。  Earlier passwords and tokens no longer hold.`)
  },
)
