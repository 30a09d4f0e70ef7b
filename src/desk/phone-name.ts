/** A phone as people read it aloud: the beginning of its id, in one way on every screen. The blank does not break. */
export const phoneName = (device: string): string =>
  `${device.slice(0, 4)}\u00a0${device.slice(4, 6)}`.toUpperCase()
