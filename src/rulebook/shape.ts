import { fromHex, toHex, type Hex8, type Id } from '#entry/bytes.ts'
import type { Cbor } from '#entry/format.ts'

/** How a value stands in a body: read gives undefined where it does not fit. */
export interface Shape<T> {
  read(value: Cbor | undefined): T | undefined
  write(value: T): Cbor
}
export type Of<S> = S extends Shape<infer T> ? T : never

/** Text of `min` to `max` characters (UTF-16 units, as phones count them). */
export const text = (min: number, max: number): Shape<string> => ({
  read: (v) => (typeof v === 'string' && v.length >= min && v.length <= max ? v : undefined),
  write: (v) => v,
})

/** A whole number from `min` to `max`. */
export const whole = (min = 0, max = Number.MAX_SAFE_INTEGER): Shape<number> => ({
  read: (v) => (typeof v === 'number' && v >= min && v <= max ? v : undefined),
  write: (v) => v,
})

export const flag: Shape<boolean> = {
  read: (v) => (v === 1 ? true : v === 0 ? false : undefined),
  write: (v) => (v ? 1 : 0),
}

/** Bytes of a fixed length. */
export const bytes = (length: number): Shape<Uint8Array> => ({
  read: (v) => (v instanceof Uint8Array && v.length === length ? v : undefined),
  write: (v) => v,
})

/** Bytes up to a length. */
export const bytesUpTo = (max: number): Shape<Uint8Array> => ({
  read: (v) => (v instanceof Uint8Array && v.length <= max ? v : undefined),
  write: (v) => v,
})

const hex = (length: number): Shape<string> => ({
  read: (v) => (v instanceof Uint8Array && v.length === length ? toHex(v) : undefined),
  write: (v) => fromHex(v, length),
})
/** A village, person, device or household. */
export const hex8: Shape<Hex8> = hex(8)
/** The id of an entry. */
export const hex32: Shape<Id> = hex(32)

/** One of a list of words, written as its place in the list: words are only ever appended. */
export const oneOf = <const W extends readonly string[]>(words: W): Shape<W[number]> => ({
  read: (v) => (typeof v === 'number' ? words[v] : undefined),
  write: (v) => words.indexOf(v),
})

/** A list of `min` to `max` items. */
export const list = <T>(item: Shape<T>, min: number, max: number): Shape<T[]> => ({
  read: (v) => {
    if (!Array.isArray(v) || v.length < min || v.length > max) return undefined
    const items = v.map((one) => item.read(one))
    return items.includes(undefined) ? undefined : (items as T[])
  },
  write: (v) => v.map((one) => item.write(one)),
})

/** A value or nothing. */
export const maybe = <T>(inner: Shape<T>): Shape<T | null> => ({
  read: (v) => (v === null ? null : inner.read(v)),
  write: (v) => (v === null ? null : inner.write(v)),
})

/** A field that was appended to what had been released without it. */
export interface Appended<T> extends Shape<T | null> {
  isAppended: true
}
/** Who does not know the field yet sends nothing there. */
export const appended = <T>(inner: Shape<T>): Appended<T> => ({
  isAppended: true,
  read: (v) => maybe(inner).read(v ?? null),
  write: (v) => maybe(inner).write(v ?? null),
})

type AppendedIn<F> = { [N in keyof F]: F[N] extends { isAppended: true } ? N : never }[keyof F]
/** Named fields as they are written: those appended later may be left out. */
export type FieldsOf<F> = { [N in Exclude<keyof F, AppendedIn<F>>]: Of<F[N]> } & {
  [N in AppendedIn<F>]?: Of<F[N]>
}

/** Named fields in a fixed order. Fields behind those known are left alone: a newer app appended them. */
export const row = <F extends Record<string, Shape<unknown>>>(
  fields: F,
): Shape<{ [N in keyof F]: Of<F[N]> }> => {
  const names = Object.keys(fields)
  return {
    read: (v) => {
      if (!Array.isArray(v)) return undefined
      const read: Record<string, unknown> = {}
      for (let n = 0; n < names.length; n++) {
        const value = fields[names[n]!]!.read(v[n])
        if (value === undefined) return undefined
        read[names[n]!] = value
      }
      return read as { [N in keyof F]: Of<F[N]> }
    },
    write: (v) => names.map((name) => fields[name]!.write(v[name])),
  }
}
