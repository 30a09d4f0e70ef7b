interface LeftOut {
  file: string
  why: string
}
export function isByName(forVitest: string[]): boolean
export function countTests(
  report: object | undefined,
  code: number,
): { passed: number; failed: number; leftOut: LeftOut[] }
export function leftOutLines(leftOut: LeftOut[]): string[]
