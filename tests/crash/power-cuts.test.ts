import { expect, test } from 'vitest'
import { bundleRelay } from './relay-process.ts'
import { figures, powerCuts } from './power-cuts.ts'

test(
  '30 power cuts: nothing accepted is lost, nothing doubled, everyone goes on',
  { timeout: 240_000 },
  async () => {
    const seed = Date.now() % 1_000_000
    const sum = await powerCuts(await bundleRelay(), 30, seed).catch((error: unknown) => {
      throw new Error(`npm run crash -- --runs 30 --seed ${seed}`, { cause: error })
    })
    console.log(`seed ${seed}: ${figures(sum)}`)
    expect(sum).toMatchObject({ runs: 30, lost: 0, doubled: 0 })
    expect(sum.midCommit).toBeGreaterThan(0)
  },
)
