import type { Shown } from '#rulebook/shown.ts'
import { afterFrame } from './after-frame.ts'
import type { Opened, Watched } from './desk.ts'

/**
 * A matter's head, and once that is on the screen all of it, as it goes on. To read thousands of rows takes a weak
 * phone seconds, in which whoever opens the matter already reads what was said last.
 */
export const headFirst = (
  head: () => Promise<Opened | undefined>,
  whole: Watched<Shown[]>,
): Watched<Opened> => ({
  subscribe(next, failed) {
    let isOver = false
    let stop = () => {}
    async function begin() {
      const first = await head()
      if (isOver) return
      if (first) {
        next(first)
        await afterFrame()
      }
      if (!isOver) stop = whole.subscribe((rows) => next({ rows, isWhole: true }), failed)
    }
    void begin().catch(failed)
    return () => {
      isOver = true
      stop()
    }
  },
})
