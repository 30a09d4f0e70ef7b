export function takeLastRelease(dist: string): { putBack(): void }
