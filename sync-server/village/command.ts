import path from 'node:path'
import { defineCommand, type ArgsDef, type ParsedArgs } from 'citty'

/** What a command cannot do, in a sentence for each language; anything else that is thrown is a bug. */
export class Refusal extends Error {
  constructor(zh: string, en: string) {
    super(`${zh}\n  ${en}`)
  }
}

/** Where the village's book lies. */
export const dataArg = {
  data: {
    type: 'string',
    valueHint: '目录 folder',
    description: '账本所在目录，默认 DATA_DIR 或 ./data  folder of the book, DATA_DIR or ./data by default',
  },
} as const satisfies ArgsDef

export const dataDirOf = (args: { data?: string }): string =>
  path.resolve(args.data || process.env.DATA_DIR || 'data')

/** The address in links, without a slash at its end. */
export const publicUrlOf = (given: string | undefined): string =>
  (given || process.env.PUBLIC_URL || `http://localhost:${process.env.PORT || 8080}`).replace(/\/+$/, '')

/** A command whose refusals are a sentence and an exit code, not a stack. */
export const command = <const A extends ArgsDef>(
  name: string,
  description: string,
  args: A,
  run: (args: ParsedArgs<A & typeof dataArg>) => Promise<void>,
) =>
  defineCommand({
    meta: { name, description },
    args: { ...args, ...dataArg },
    async run({ args: given }) {
      try {
        await run(given as unknown as ParsedArgs<A & typeof dataArg>)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        console.error(`✗ ${error.message}`)
        process.exitCode = 1
      }
    },
  })
