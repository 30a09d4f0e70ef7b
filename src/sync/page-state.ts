/** Hidden for so long, and the socket closes: a phone in a pocket costs nothing. */
const HIDDEN_MS = 30_000

/** What the page goes through, as far as sync cares. */
export interface PageState {
  stop(): void
}

/** `awake` on coming back, on `online`; `asleep` when the page has been hidden for 30 s. */
export function watchPage(o: { awake(): void; asleep(): void; hiddenMs?: number }): PageState {
  if (typeof document === 'undefined') return { stop: () => {} }
  let timer: ReturnType<typeof setTimeout> | undefined
  const seen = () => {
    clearTimeout(timer)
    if (document.visibilityState === 'hidden') timer = setTimeout(o.asleep, o.hiddenMs ?? HIDDEN_MS)
    else o.awake()
  }
  document.addEventListener('visibilitychange', seen)
  addEventListener('online', o.awake)
  addEventListener('pageshow', seen)
  if (document.visibilityState === 'hidden') seen()
  return {
    stop() {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', seen)
      removeEventListener('online', o.awake)
      removeEventListener('pageshow', seen)
    },
  }
}
