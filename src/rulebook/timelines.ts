/** Facts by name over the book's numbers: at place i stands what was last said before i. */
export class Timelines<V> {
  private steps = new Map<string, { i: number; value: V }[]>()
  set(name: string, i: number, value: V) {
    const steps = this.steps.get(name)
    if (steps) steps.push({ i, value })
    else this.steps.set(name, [{ i, value }])
  }
  before(name: string, i: number): V | undefined {
    const steps = this.steps.get(name) ?? []
    for (let n = steps.length - 1; n >= 0; n--) if (steps[n]!.i < i) return steps[n]!.value
    return undefined
  }
  /** All names with what stands at i, in the order in which they were first named. */
  *all(i: number): Generator<[string, V]> {
    for (const name of this.steps.keys()) {
      const value = this.before(name, i)
      if (value !== undefined) yield [name, value]
    }
  }
}
