import { readStore } from '../store.ts'
import { verifyLog } from '../verify.ts'
import { checkFiles, printFiles } from '../verify-files.ts'
import { printVotes } from '../print-votes.ts'
import { countVotes, type CountedVote } from '../verify-votes.ts'
import { command, dataDirOf, Refusal } from '../command.ts'

/** Checks the whole book anew and counts its votes; ends with 1 at the first fault, or where published numbers differ. */
export const verifyCommand = command(
  'verify',
  '从头核对账本：每个字节、签名、裁定、链和号码，重新计票  re-checks every byte, signature, verdict, chain and number, and counts every vote',
  { json: { type: 'boolean', description: '只打印计票结果，用 JSON  prints only the votes, as JSON' } },
  async (args) => {
    const dataDir = dataDirOf(args)
    const { log } = readStore(dataDir)
    const result = await verifyLog(log)
    if (result.is === 'faulty') throw new Refusal(`账本有问题：${result.zh}`, `fault: ${result.en}`)
    const { entries, kinds, volumes, lines } = result
    const votes = countVotes(entries)
    const wrong = votes.filter(({ published }) => published?.isRight === false)
    if (args.json) console.log(JSON.stringify(votes.map(inJson)))
    else {
      console.log(`✓ 账本完好  the book is sound`)
      console.log(`  村 village ${entries.village}`)
      console.log(`  记录 entries ${entries.byNumber.size}  卷 volumes ${volumes}  行 lines ${lines}`)
      if (entries.lost.length)
        console.log(`  恢复时没有找回的号码 numbers lost in a restore: ${entries.lost.join(', ')}`)
      printFiles(await checkFiles(dataDir, entries))
      for (const [name, count] of kinds) console.log(`  ${String(count).padStart(6)}  ${name}`)
      printVotes(votes)
    }
    if (wrong.length > 0) {
      const ids = wrong.map(({ id }) => id.slice(0, 8)).join(', ')
      throw new Refusal(
        `有 ${wrong.length} 次投票公布的数字和选票对不上：${ids}。请重新公布`,
        `the published numbers of ${wrong.length} vote(s) differ from the ballots: ${ids}. Please publish them anew`,
      )
    }
  },
)

const inJson = ({ id, opening: { body }, count, published }: CountedVote) => ({
  ...{ id, question: body.question, quorum: body.quorum, basis: body.basis },
  ...{ count: count ?? null, published: published ?? null },
})
