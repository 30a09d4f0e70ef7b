import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files of tests that take more than a minute on two cores. A fresh checkout has no record of what took how long. */
const LONGEST = [
  'page-states',
  'storage',
  'dev-page',
  'screens',
  'lost-phone',
  'link',
  'install',
  'agreement',
]

/** What takes longest begins first, so that no core waits for it at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const n = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
      return n < 0 ? LONGEST.length : n
    }
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}
