/**
 * Lets the browser draw and listen before going on. Between two long pieces of work on a weak phone: a finger that
 * comes meanwhile is heard after the one, not after both.
 */
export const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
