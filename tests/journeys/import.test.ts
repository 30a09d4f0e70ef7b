// The machine is lost, and only an export of it is left: a book is built anew from it, and the phones bring the rest.
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { commentPosted } from '#rulebook/thread.ts'
import { caughtUp, openVillage, type JourneyVillage, type Villager } from '#support/journey.ts'
import { keepKey } from '#support/relay-key-file.ts'
import { accepted, HOUR } from '#support/village.ts'
import { villageProcess } from '../village/command-line.ts'
import { openDebate, openVote, said, speak, stateOf, vote } from './deeds.ts'
import { hasSigned } from './lying-deeds.ts'

const PATIENCE = { timeout: 60_000, interval: 100 }
let v: JourneyVillage
let luo: Villager
beforeAll(async () => {
  v = await openVillage()
  luo = await v.join('罗二哥')
})
afterAll(() => v?.close())

/** Exports the village as it is now; gives how to put what the command line makes of it in the lost book's place. */
async function exported() {
  const folder = await mkdtemp(path.join(tmpdir(), 'xiangyin-export-'))
  const [file, anew] = [path.join(folder, 'book.ndjson'), path.join(folder, 'anew')]
  expect(await villageProcess(v.dataDir, 'export', '--out', file)).toMatchObject({ code: 0 })
  return async () => {
    mkdirSync(anew)
    await keepKey(anew, v.village.relayKey)
    expect(await villageProcess(anew, 'import', '--from', file)).toMatchObject({ code: 0, err: '' })
    expect(await villageProcess(anew, 'verify')).toMatchObject({ code: 0 })
    const book = path.join(v.dataDir, 'book')
    rmSync(book, { recursive: true })
    cpSync(path.join(anew, 'book'), book, { recursive: true })
    rmSync(folder, { recursive: true })
  }
}

it('a ballot that no export may show, and words said after it, come back from the phones; nobody is called a liar', async () => {
  const thread = await openDebate(v)
  const opening = await openVote(v, thread)
  await caughtUp(luo)
  await vote(luo, thread, opening, '赞成')
  await luo.goto(`/threads/${thread}`)
  await caughtUp(luo)
  const putBack = await exported()
  // After the export: a word of his own, and one of another's that came to his phone.
  await speak(luo, '导出以后说的。')
  await stateOf(luo, '导出以后说的。', '村里已收到').waitFor(PATIENCE)
  await accepted(v.village.say('何委员', commentPosted, { text: '别人后来说的。' }, [thread]))
  await luo.page().getByText('别人后来说的。').waitFor()
  await vi.waitUntil(() => hasSigned(v, luo, thread), PATIENCE)
  const before = said(v, 'text')

  await luo.offline()
  await v.restart(putBack)
  expect(said(v, 'text')).not.toContain('导出以后说的。')
  expect(said(v, 'choices')).toEqual([])
  await luo.online()
  await luo.page().reload()
  await vi.waitUntil(() => said(v, 'text').length === before.length, PATIENCE)
  expect(said(v, 'text')).toEqual(before)
  await vi.waitUntil(() => said(v, 'choices').length === 1, PATIENCE)
  expect(said(v, 'choices')).toEqual([[0]])

  await speak(luo, '账本换了，接着说。')
  await stateOf(luo, '账本换了，接着说。', '村里已收到').waitFor(PATIENCE)
  await luo.page().locator('.comment', { hasText: '别人后来说的。' }).waitFor()
  expect(await luo.page().locator('.shell-banners').getByText('对不上').count()).toBe(0)
  // His ballot counts as it was cast.
  v.clock.ahead += 3 * HOUR
  await luo.goto(`/threads/${thread}/votes/${opening}`)
  await luo.page().getByText('这部手机已经自己重新计过票。').waitFor(PATIENCE)
  expect(await luo.page().locator('main').innerText()).toMatch(/赞成\s*1/)
})
