import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { passwordFits, readTechnician, tokenFits } from '#server/ops/technician.ts'
import { watchMachine } from '#server/ops/machine.ts'
import { village } from './command-line.ts'
import { demoOnDisk, emptyFolder } from './founded.ts'

test('the technician’s password is printed once and kept only as what it cannot be read from', async () => {
  const dataDir = emptyFolder()
  const ran = await village(dataDir, 'technician')
  expect(ran).toMatchObject({ code: 0, err: '' })
  const password = /password\s+((?:[0-9a-z]{4}-){4}[0-9a-z]{4})\n/.exec(ran.out)![1]!
  const token = /credentials: ([0-9a-f]{64}) /.exec(ran.out)![1]!
  const file = path.join(dataDir, 'technician.json')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readFileSync(file, 'utf8')).not.toMatch(
    new RegExp(`${password}|${password.replaceAll('-', '')}|${token}`),
  )
  const first = readTechnician(dataDir)!
  expect([await passwordFits(first, password), tokenFits(first, token)]).toEqual([true, true])
  expect([await passwordFits(first, ''), tokenFits(first, '')]).toEqual([false, false])

  expect(await village(dataDir, 'technician')).toMatchObject({ code: 0 })
  const second = readTechnician(dataDir)!
  expect([await passwordFits(second, password), tokenFits(second, token)]).toEqual([false, false])
  const nowhere = await village(path.join(dataDir, 'nowhere'), 'technician')
  expect([nowhere.code, nowhere.err]).toEqual([1, expect.stringContaining('没有')])
})

test('a backup is known to the technician', async () => {
  const demo = await demoOnDisk()
  const machine = watchMachine({
    dataDir: demo.dataDir,
    dist: undefined,
    accessLogFull: () => false,
  })
  expect((await machine.look()).backupAt).toBeUndefined()
  const before = Date.now()
  const to = path.join(emptyFolder(), 'backup')
  expect(await village(demo.dataDir, 'backup', '--to', to)).toMatchObject({ code: 0 })
  expect((await machine.look()).backupAt).toBeGreaterThanOrEqual(before)
  machine.stop()
  expect(readdirSync(to)).not.toContain('last-backup.json')
  await demo.log.close()
})
