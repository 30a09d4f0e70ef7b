import path from 'node:path'
import type { Hex8 } from '#entry/format.ts'
import { newDevice, secretOf, signingKeyOf, type DeviceKeys } from './keys.ts'
import { takePen, type HandIn, type Pen } from './pen.ts'
import { readPrivate, writePrivate } from '#server/private-file.ts'

/** The demo registrar's device as it lies in the data directory. Only the demo has such a file. */
interface Stored {
  village: Hex8
  person: Hex8
  device: Hex8
  /** Bytes as base64. */
  key: string
  sealingKey: string
  secret: string
  /** The last number given. */
  seq: number
}

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const fileIn = (dataDir: string) => path.join(dataDir, 'demo-registrar.json')

/** A device for the demo's registrar, to be kept once the founding stands. */
export async function newRegistrar() {
  const keys = await newDevice(true)
  let seq = 0
  return {
    keys,
    nextSeq: () => (seq += 1),
    async keep(dataDir: string, village: Hex8, person: Hex8) {
      const { device, key, sealingKey, signing } = keys
      const secret = textOf(await secretOf(signing))
      const stored: Stored = {
        village,
        person,
        device,
        key: textOf(key),
        sealingKey: textOf(sealingKey),
        secret,
        seq,
      }
      writePrivate(fileIn(dataDir), stored)
    },
  }
}

export interface Registrar {
  village: Hex8
  person: Hex8
  keys: DeviceKeys
  pen(handIn: HandIn): Pen
}

/**
 * The registrar whose key lies here, if any: in a real village it is on a phone. `isGiven` tells the numbers that
 * stand in the book already: a folder that was copied or restored may be behind it.
 */
export async function readRegistrar(
  dataDir: string,
  isGiven: (device: Hex8, seq: number) => boolean = () => false,
): Promise<Registrar | undefined> {
  const file = fileIn(dataDir)
  const stored = readPrivate<Stored>(file)
  if (!stored) return undefined
  const { village, person, device } = stored
  const signing = await signingKeyOf(bytesOf(stored.secret))
  const keys = { device, signing, key: bytesOf(stored.key), sealingKey: bytesOf(stored.sealingKey) }
  // Written down before it is used: two commands, or a crash between, must never give one number twice.
  const nextSeq = () => {
    let next = readPrivate<Stored>(file)!.seq + 1
    while (isGiven(device, next)) next += 1
    writePrivate(file, { ...stored, seq: next })
    return next
  }
  const pen = (handIn: HandIn) => takePen({ keys, village, person, now: Date.now, handIn, nextSeq })
  return { village, person, keys, pen }
}
