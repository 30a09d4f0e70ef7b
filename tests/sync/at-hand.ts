import { until, type RealPhone } from './real-phone.ts'

export { copyOf } from '#support/copied-log.ts'

/** All that the relay has is on this phone, and nothing waits to go. */
export const current = (phone: RealPhone) => until(phone.desk.link, ({ state }) => state === 'current')

/** Waits until something is so; throws after eight seconds. */
export async function waitFor(fits: () => unknown) {
  for (let n = 0; !fits(); n++) {
    if (n > 400) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
