/** A page in the background draws no frame. */
const AT_THE_LATEST_MS = 200

/** Resolves when what has just changed is on the screen: what the eye does not wait for begins then. */
export const afterFrame = (): Promise<void> =>
  new Promise((resolve) => {
    const late = setTimeout(resolve, AT_THE_LATEST_MS)
    requestAnimationFrame(() => {
      clearTimeout(late)
      setTimeout(resolve)
    })
  })
