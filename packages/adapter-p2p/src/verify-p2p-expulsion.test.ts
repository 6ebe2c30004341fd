import { beforeAll, describe, expect, test } from 'vitest'
import { importVerifyKey, verifyP2pExpulsion } from './verify-p2p-expulsion.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const claims = { room: 'visit-7f3a91', occurrence: 'occ-1', peer: 'p1', reason: 'removed' }
const base64url = (text: string) => btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
const encode = (value: unknown) => base64url(JSON.stringify(value))

describe('verifyP2pExpulsion', () => {
  let keys: CryptoKeyPair
  let key: CryptoKey
  const sign = async (payload: object, header: object = { alg: 'ES256' }, signer = keys.privateKey) => {
    const text = `${encode(header)}.${encode(payload)}`
    const signature = await crypto.subtle.sign(algorithm, signer, new TextEncoder().encode(text))
    return `${text}.${base64url(String.fromCharCode(...new Uint8Array(signature)))}`
  }

  beforeAll(async () => {
    keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
    key = await importVerifyKey(await crypto.subtle.exportKey('jwk', keys.publicKey))
  })

  test('obeys the word of the server about this room and person', async () => {
    expect(await verifyP2pExpulsion(key, await sign({ ...claims, iat: 1 }), claims)).toBe(true)
  })

  test.each(['room', 'occurrence', 'peer', 'reason'])('ignores a proof with another %s', async (name) => {
    expect(await verifyP2pExpulsion(key, await sign({ ...claims, [name]: 'other' }), claims)).toBe(false)
  })

  test('ignores what somebody else signed, changed or did not sign', async () => {
    const other = await crypto.subtle.generateKey(algorithm, true, ['sign'])
    expect(await verifyP2pExpulsion(key, await sign(claims, { alg: 'ES256' }, other.privateKey), claims)).toBe(false)
    expect(await verifyP2pExpulsion(key, await sign(claims, { alg: 'none' }), claims)).toBe(false)
    const [header, , signature] = (await sign({ ...claims, peer: 'p2' })).split('.')
    for (const proof of [
      `${header}.${encode(claims)}.${signature}`,
      `${header}.${encode(claims)}.`,
      '',
      'a.b',
      '%.%.%',
      'bnVsbA.bnVsbA.AAAA',
    ]) {
      expect(await verifyP2pExpulsion(key, proof, claims)).toBe(false)
    }
  })

  test('refuses a key of another kind', async () => {
    await expect(importVerifyKey({ kty: 'RSA' })).rejects.toThrow()
  })
})
