import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { publicBytes } from '#entry/crypto.ts'
import { overSocket } from '#support/served.ts'
import { testPhone } from '#support/test-phone.ts'
import { bundleRelay, startRelay } from './relay-process.ts'
import { hasStrace, NEEDS_STRACE } from './strace.ts'
import { foundOnDisk } from './village-on-disk.ts'

test.skipIf(!hasStrace)(
  'an answer leaves only after the disk was told to keep it',
  { timeout: 60_000, ...NEEDS_STRACE },
  async () => {
    const { v, dataDir, written } = await foundOnDisk(1)
    const trace = path.join(dataDir, 'trace')
    const calls = 'openat,pwrite64,pwritev,fdatasync,write,writev,sendto,sendmsg'
    const strace = ['strace', '-f', '-ttt', '-y', '-x', '-s', '2', '-e', `trace=${calls}`, '-o', trace]
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
    await rm(dataDir, { recursive: true, force: true })
    // Pages are written and flushed; then the page that says where they are, through a file that waits for the disk.
    const opening = rows.find(({ call }) => /^openat\(.*data\.mdb.*O_DSYNC/.test(call))!.call
    const meta = new RegExp(`^pwrite64\\(${/= (\d+)</.exec(opening)![1]}<`)
    const between = rows.filter(({ at }) => at >= offered && at <= heard).map(({ call }) => call)
    const where = (is: (call: string) => boolean) => between.flatMap((call, n) => (is(call) ? [n] : []))
    const pages = where(
      (call) => /^(pwrite64|pwritev|writev)\(\d+<[^>]*data\.mdb>/.test(call) && !meta.test(call),
    )
    const synced = where((call) => /^(fdatasync\(.*data\.mdb>|<\.\.\. fdatasync resumed).*= 0/.test(call))
    const pointed = where((call) => meta.test(call))
    // A binary frame of the WebSocket begins with 0x82.
    const frames = where((call) => /^(write|writev|sendto|sendmsg)\(\d+<socket.*"\\x82/.test(call))
    for (const some of [pages, synced, pointed, frames]) expect(some.length).toBeGreaterThan(0)
    const before = (all: number[]) => all.filter((n) => n < frames[0]!)
    expect(before(pages)).toEqual(pages)
    expect(Math.max(...pages)).toBeLessThan(Math.max(...before(synced)))
    expect(Math.max(...before(synced))).toBeLessThan(Math.max(...before(pointed)))
  },
)
