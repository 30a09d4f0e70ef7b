import { shallowRef } from 'vue'

/** Chromium's offer to install; TypeScript's DOM does not know it. */
interface InstallOffer extends Event {
  prompt(): Promise<void>
  userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }>
}

const offer = shallowRef<InstallOffer>()

/** Keeps the browser's offer for when the person asks for it. It comes once and early, so the frame listens. */
export function keepInstallOffer(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    offer.value = event as InstallOffer
  })
  window.addEventListener('appinstalled', () => (offer.value = undefined))
}

export const installOffer = offer

export async function install(): Promise<'accepted' | 'dismissed'> {
  const mine = offer.value
  if (!mine) return 'dismissed'
  // An offer can be used once, whatever the answer.
  offer.value = undefined
  await mine.prompt()
  return (await mine.userChoice).outcome
}

/** Opened from the home screen already. */
export const isInstalled = (): boolean =>
  window.matchMedia('(display-mode: standalone)').matches ||
  (navigator as { standalone?: boolean }).standalone === true
