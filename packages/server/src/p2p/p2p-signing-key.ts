import {
  CompactEncrypt,
  calculateJwkThumbprint,
  compactDecrypt,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  SignJWT,
} from 'jose'
import type { Store } from '../store/store.ts'

const setting = 'p2p-signing-key'

/** What an expulsion says, signed. */
export interface ExpulsionClaims {
  readonly room: string
  readonly occurrence: string
  readonly peer: string
  readonly reason: string
}

/** The installation's key for `expelled` proofs, the same in every process. */
export interface P2pSigningKey {
  /** Public half (JWK, P-256), part of every grant. */
  readonly verifyKey: Readonly<Record<string, unknown>>
  /** Compact JWS, ES256. */
  sign(claims: ExpulsionClaims): Promise<string>
}

/** Reads the key pair from the store, made by whichever process came first; `wrappingKey` (32 bytes) encrypts it there. */
export async function loadP2pSigningKey(store: Store, wrappingKey: Uint8Array): Promise<P2pSigningKey> {
  const jwk = (await read(store, wrappingKey)) ?? (await make(store, wrappingKey))
  const { kty, crv, x, y } = jwk
  const verifyKey = { kty, crv, x, y }
  const privateKey = await importJWK(jwk, 'ES256')
  const kid = await calculateJwkThumbprint(verifyKey as JWK)
  return {
    verifyKey,
    sign: (claims) =>
      new SignJWT({ ...claims }).setProtectedHeader({ alg: 'ES256', kid }).setIssuedAt().sign(privateKey),
  }
}

async function read(store: Store, wrappingKey: Uint8Array): Promise<JWK | null> {
  const row = await store.db.selectFrom('setting').select('value').where('name', '=', setting).executeTakeFirst()
  if (!row) return null
  try {
    const { plaintext } = await compactDecrypt(row.value, wrappingKey)
    return JSON.parse(new TextDecoder().decode(plaintext)) as JWK
  } catch {
    // Wrapped under a secret that was changed since: the key is lost, and new grants carry the next one.
    await store.db.deleteFrom('setting').where('name', '=', setting).where('value', '=', row.value).execute()
    return null
  }
}

async function make(store: Store, wrappingKey: Uint8Array): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = await exportJWK(privateKey)
  const value = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(jwk)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(wrappingKey)
  await store.db
    .insertInto('setting')
    .values({ name: setting, value })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await read(store, wrappingKey)) ?? jwk
}
