export const canServePagesFirst: boolean
export function servePagesFirst(profileDir: string): void
