import { readStore } from '../store.ts'
import { verifyLog } from '../verify.ts'
import { checkFiles, printFiles } from '../verify-files.ts'
import { command, dataDirOf, Refusal } from '../command.ts'

/** Checks the whole book anew; ends with 1 at the first fault. */
export const verifyCommand = command(
  'verify',
  '从头核对账本：每个字节、签名、裁定、链和号码  re-checks every byte, signature, verdict, chain and number',
  {},
  async (args) => {
    const dataDir = dataDirOf(args)
    const { log } = readStore(dataDir)
    const result = await verifyLog(log)
    if (result.is === 'faulty') throw new Refusal(`账本有问题：${result.zh}`, `fault: ${result.en}`)
    const { entries, kinds, volumes, lines } = result
    console.log(`✓ 账本完好  the book is sound`)
    console.log(`  村 village ${entries.village}`)
    console.log(`  记录 entries ${entries.byNumber.size}  卷 volumes ${volumes}  行 lines ${lines}`)
    if (entries.lost.length)
      console.log(`  恢复时没有找回的号码 numbers lost in a restore: ${entries.lost.join(', ')}`)
    printFiles(await checkFiles(dataDir, entries))
    for (const [name, count] of kinds) console.log(`  ${String(count).padStart(6)}  ${name}`)
  },
)
