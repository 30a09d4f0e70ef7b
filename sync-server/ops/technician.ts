import { createHash, randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto'
import path from 'node:path'
import { promisify } from 'node:util'
import { readPrivate, writePrivate } from '../private-file.ts'

/** 技术员: who looks after the machine. No person of the village, so nothing of him stands in the book. */
export interface Technician {
  salt: string
  /** scrypt of the password. */
  hash: string
  /** SHA-256 of the token with which /metrics is read. */
  token: string
}

/** Letters and digits that are not taken for each other, read out over a telephone or written on paper. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }
const stretch = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)
const fileIn = (dataDir: string) => path.join(dataDir, 'technician.json')
const sha256 = (text: string) => createHash('sha256').update(text).digest()

/** As it was printed, however it was typed: groups, capitals, an o for a nought. */
const plain = (typed: string) =>
  typed.toLowerCase().replace(/[\s-]/g, '').replace(/o/g, '0').replace(/[il]/g, '1')

/** Sets the technician's password and token, made here so that nobody chooses a weak one; the last ones end. */
export async function setTechnician(dataDir: string): Promise<{ password: string; token: string }> {
  const letters = [...randomBytes(20)].map((byte) => LETTERS[byte % 32]).join('')
  const password = letters.match(/.{4}/g)!.join('-')
  const token = randomBytes(32).toString('hex')
  const salt = randomBytes(16)
  const hash = await stretch(plain(password), salt, 32, COST)
  const kept = {
    salt: salt.toString('hex'),
    hash: hash.toString('hex'),
    token: sha256(token).toString('hex'),
  }
  writePrivate(fileIn(dataDir), kept satisfies Technician)
  return { password, token }
}

/** The technician as set last; undefined where none is. Read anew each time, so that setting one needs no restart. */
export const readTechnician = (dataDir: string | undefined): Technician | undefined =>
  dataDir === undefined ? undefined : readPrivate<Technician>(fileIn(dataDir))

export async function passwordFits({ salt, hash }: Technician, typed: string): Promise<boolean> {
  const given = await stretch(plain(typed), Buffer.from(salt, 'hex'), 32, COST)
  return timingSafeEqual(given, Buffer.from(hash, 'hex'))
}

export const tokenFits = ({ token }: Technician, given: string): boolean =>
  timingSafeEqual(sha256(given), Buffer.from(token, 'hex'))
