/** The system's code of an error: its text could hold a path or a name. */
export const codeOf = (error: unknown): string =>
  String((error as { code?: unknown } | undefined)?.code ?? 'unknown').slice(0, 20)
