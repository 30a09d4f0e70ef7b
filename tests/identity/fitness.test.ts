import { expect, test } from 'vitest'
import { fitness } from '#identity/fitness.ts'

test('without HTTPS, WebCrypto or a database the app says which is missing', () => {
  const crypto = { subtle: {} }
  expect(fitness({ isSecureContext: true, crypto, indexedDB: {} })).toBe('ok')
  expect(fitness({ isSecureContext: false, crypto: {}, indexedDB: {} })).toBe('no-https')
  expect(fitness({ isSecureContext: true, crypto: {}, indexedDB: {} })).toBe('no-webcrypto')
  expect(fitness({ isSecureContext: true, crypto })).toBe('no-indexeddb')
})
