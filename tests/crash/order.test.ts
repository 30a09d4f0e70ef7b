import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { publicBytes } from '#entry/crypto.ts'
import { overSocket } from '#support/served.ts'
import { testPhone } from '#support/test-phone.ts'
import { bundleRelay, startRelay } from './relay-process.ts'
import { foundOnDisk } from './village-on-disk.ts'

const hasStrace = spawnSync('strace', ['-c', '-o', '/dev/null', 'true']).status === 0
if (!hasStrace)
  console.log('strace is not here (or may not trace): the order of system calls is not looked at')

test.skipIf(!hasStrace)(
  'an answer leaves only after the disk was told to keep it',
  { timeout: 60_000 },
  async () => {
    const { v, dataDir, written } = await foundOnDisk(1)
    const trace = path.join(dataDir, 'trace')
    const calls = 'fsync,fdatasync,msync,write,writev,sendto,sendmsg'
    const strace = ['strace', '-f', '-ttt', '-xx', '-s', '2', '-e', `trace=${calls}`, '-o', trace]
    const relay = await startRelay(await bundleRelay(), dataDir, { before: strace })
    const me = { ...v.phones.王大婶, village: v.village, relayKey: await publicBytes(v.relayKey.publicKey) }
    const phone = await testPhone(overSocket(relay.url), me).welcomed()
    await phone.until(() => phone.messages('HEAD').length > 0)
    const offered = Date.now() / 1000
    const [answer] = await phone.offer(written.get('王大婶')![0]!.bytes)
    expect(answer!.code).toBe('accepted')
    const heard = Date.now() / 1000
    const pid = Number(
      readFileSync(`/proc/${relay.child.pid}/task/${relay.child.pid}/children`, 'utf8').trim(),
    )
    process.kill(pid, 'SIGKILL')
    await new Promise((resolve) => relay.child.once('close', resolve))
    const rows = readFileSync(trace, 'utf8')
      .split('\n')
      .map((row) => /^\d+\s+([\d.]+) (.*)$/.exec(row))
      .filter((row) => row !== null)
      .map(([, at, call]) => ({ at: Number(at), call: call! }))
      .filter(({ at }) => at >= offered && at <= heard)
    // A binary frame of the WebSocket begins with 0x82.
    const firstFrame = rows.findIndex(({ call }) => /^(write|writev|sendto|sendmsg)\(.*"\\x82/.test(call))
    const synced = rows.findIndex(({ call }) => /(fsync|fdatasync|msync)[( ].* = 0/.test(call))
    await rm(dataDir, { recursive: true, force: true })
    expect(firstFrame).toBeGreaterThan(-1)
    expect(synced).toBeGreaterThan(-1)
    expect(synced).toBeLessThan(firstFrame)
  },
)
