import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import type { Secret } from './secret.ts'

/** Everything derived from the installation's secret. */
export interface KeyRing {
  /** 32 bytes; another purpose gives an unrelated key. */
  deriveKey(purpose: string): Uint8Array
  /**
   * Hash under which a token is stored. Keyed (HMAC-SHA-256), so that whoever can write to the database alone cannot make a
   * token that works.
   */
  hashToken(token: string): string
}

export function keyRing(secret: Secret): KeyRing {
  const deriveKey = (purpose: string): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', secret.reveal(), 'televid', purpose, 32))
  const tokenKey = deriveKey('token hash')
  return { deriveKey, hashToken: (token) => createHmac('sha256', tokenKey).update(token).digest('base64url') }
}

/** 256 random bits, URL-safe. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** A trace id as W3C Trace Context has it: 16 random bytes in lower-case hex, says nothing about anybody. */
export function newTrace(): string {
  return randomBytes(16).toString('hex')
}

/** An opaque id with a prefix that says of what, e.g. `invite_…`. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString('base64url')}`
}
