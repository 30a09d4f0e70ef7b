/** The first place where a book does not hold. */
export class Fault extends Error {
  readonly zh: string
  readonly en: string
  constructor(zh: string, en: string) {
    super(en)
    this.zh = zh
    this.en = en
  }
}

/** Throws the fault where something does not hold. */
export function hold(holds: boolean, zh: string, en: string): asserts holds {
  if (!holds) throw new Fault(zh, en)
}
