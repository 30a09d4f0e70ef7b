import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { exportLines } from '../export.ts'
import { readStore } from '../store.ts'
import { verifyLog } from '../verify.ts'
import { command, dataDirOf, Refusal } from '../command.ts'

/** Writes everything public as JSON lines, once the book has been found sound. */
export const exportCommand = command(
  'export',
  '把公开的内容写成 JSON 行；没到公布时间的选票不写  everything public as JSON lines, without ballots still hidden',
  {
    out: {
      type: 'string',
      valueHint: '文件 file',
      description: '写到这个文件，不给就写到屏幕  file to write, otherwise the screen',
    },
  },
  async (args) => {
    const { log } = readStore(dataDirOf(args))
    const result = await verifyLog(log)
    if (result.is === 'faulty') throw new Refusal(`账本有问题，没有导出：${result.zh}`, `fault: ${result.en}`)
    const lines = Readable.from(withLineEnds(exportLines(result.entries, Date.now(), log.lastPlaces())))
    if (!args.out) {
      for await (const line of lines) process.stdout.write(line as string)
      return
    }
    await pipeline(lines, createWriteStream(args.out))
    console.log(`✓ 已写到 ${args.out}  written`)
  },
)

function* withLineEnds(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\n`
}
