import type { Villager } from './journey.ts'

/** Numbers what a keyboard has to reach, in the page's order, and tells what each is. */
const toReach = (who: Villager): Promise<string[]> =>
  who.page().evaluate(() => {
    const reach =
      'a[href],button:enabled,input:enabled,select:enabled,textarea:enabled,summary,[tabindex="0"]'
    const seen = [...document.querySelectorAll<HTMLElement>(reach)].filter((one) => {
      const { width, height } = one.getBoundingClientRect()
      return one.tabIndex >= 0 && width > 0 && height > 0 && one.checkVisibility({ visibilityProperty: true })
    })
    // Of a group of radios one is a stop: the chosen one, or else the first.
    const stops = seen.filter((one) => {
      if (!(one instanceof HTMLInputElement) || one.type !== 'radio') return true
      const group = seen.filter((other) => other instanceof HTMLInputElement && other.name === one.name)
      const chosen = group.find((other) => (other as HTMLInputElement).checked)
      return one === (chosen ?? group[0])
    })
    document.body.dataset.height = String(document.scrollingElement!.scrollHeight)
    document.querySelectorAll<HTMLElement>('[data-stop]').forEach((one) => delete one.dataset.stop)
    stops.forEach((one, n) => (one.dataset.stop = String(n)))
    return stops.map(
      (one, n) =>
        `${n} ${one.tagName} ${(one.innerText || one.getAttribute('aria-label') || one.id).slice(0, 20)}`,
    )
  })

/** What has the focus, and what is wrong with how it shows. */
const focused = (who: Villager): Promise<{ stop: string; wrong: string }> =>
  who.page().evaluate(() => {
    const one = document.activeElement as HTMLElement
    // A radio drawn as a card is one pixel, and so is a file field: the label around or beside it is what shows.
    const labels = one instanceof HTMLInputElement ? [...(one.labels ?? [])] : []
    const shown = one.offsetWidth > 1 ? one : (one.closest('label') ?? labels[labels.length - 1] ?? one)
    const rings = [getComputedStyle(shown), getComputedStyle(shown, '::after')]
    if (shown === one || shown.contains(one))
      rings.push(getComputedStyle(one), getComputedStyle(one, '::after'))
    if (one.parentElement) rings.push(getComputedStyle(one.parentElement))
    const hasRing = rings.some((s) => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0)
    const { left, top, width, height } = shown.getBoundingClientRect()
    const points = [0.1, 0.5, 0.9].flatMap((x) =>
      [0.1, 0.5, 0.9].map((y) => [left + x * width, top + y * height]),
    )
    const shows = points.some(([x, y]) => {
      const hit = document.elementFromPoint(x!, y!)
      return hit !== null && (shown.contains(hit) || hit.contains(shown))
    })
    const wrong = `${hasRing ? '' : 'no ring '}${shows ? '' : 'hidden behind something'}`.trim()
    return { stop: one.dataset.stop ?? one.tagName, wrong }
  })

/** The page's start, as if it had just been opened and nothing touched. */
export const toTheTop = (who: Villager): Promise<void> =>
  who.page().evaluate(() => {
    const { activeElement, body } = document
    if (activeElement instanceof HTMLElement) activeElement.blur()
    body.tabIndex = -1
    body.focus()
    body.removeAttribute('tabindex')
    window.scrollTo(0, 0)
  })

/** Whether the page was still being filled: something to reach has come, or it has become longer. */
const hasGrown = (who: Villager): Promise<boolean> =>
  who.page().evaluate(() => {
    const reach = 'a[href],button:enabled,summary'
    const { body, scrollingElement } = document
    if (body.dataset.height !== String(scrollingElement!.scrollHeight)) return true
    const all = [...document.querySelectorAll<HTMLElement>(reach)]
    return all.some((one) => one.dataset.stop === undefined && one.checkVisibility())
  })

/** Through one screen by Tab alone; what is wrong on the way. */
export async function walkOne(who: Villager, path: string): Promise<string[]> {
  const { keyboard } = who.page()
  await toTheTop(who)
  const stops = await toReach(who)
  const lines: string[] = []
  for (const [n, stop] of stops.entries()) {
    await keyboard.press('Tab')
    let at = await focused(who)
    // A date and time has stops of its own within: year, month, day, hour, minute, half of the day, calendar.
    for (let inner = 0; inner < 7 && n > 0 && at.stop === String(n - 1); inner++) {
      await keyboard.press('Tab')
      at = await focused(who)
    }
    if ((at.wrong || at.stop !== String(n)) && (await hasGrown(who))) return walkOne(who, path)
    if (at.stop !== String(n))
      return [...lines, `${path}: Tab came to ${stops[Number(at.stop)] ?? at.stop} and not to ${stop}`]
    if (at.wrong) lines.push(`${path}: ${stop}: ${at.wrong}`)
  }
  return lines
}
