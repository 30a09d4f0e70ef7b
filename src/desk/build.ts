/** Which build runs here, as the page that loaded it says; for the settings and for whoever helps. */
export const buildOf = (): string =>
  document.querySelector('meta[name="build"]')?.getAttribute('content') ?? ''
