import { isRecord } from '@televid/core/protocol'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const bytes = (part: string) =>
  Uint8Array.from(atob(part.replace(/-/g, '+').replace(/_/g, '/')), (character) => character.charCodeAt(0))

/** Imports the public key of a grant. Rejects when it is not a P-256 key. */
export function importVerifyKey({ kty, crv, x, y }: JsonWebKey): Promise<CryptoKey> {
  return crypto.subtle.importKey('jwk', { kty, crv, x, y } as JsonWebKey, algorithm, false, ['verify'])
}

/**
 * Whether `proof` is the server's own signature (compact JWS, ES256: RFC 7515, RFC 7518 section 3.4, whose raw `r || s`
 * is what WebCrypto takes) over exactly these claims. Never rejects.
 */
export async function verifyP2pExpulsion(
  key: CryptoKey,
  proof: string,
  claims: { readonly room: string; readonly occurrence: string; readonly peer: string; readonly reason: string },
): Promise<boolean> {
  try {
    const [header = '', payload = '', signature = ''] = proof.split('.')
    const decode = (part: string): unknown => JSON.parse(new TextDecoder().decode(bytes(part)))
    const head = decode(header)
    const said = decode(payload)
    if (!isRecord(head) || head.alg !== 'ES256' || !isRecord(said)) return false
    if (Object.entries(claims).some(([name, value]) => said[name] !== value)) return false
    return await crypto.subtle.verify(
      algorithm,
      key,
      bytes(signature),
      new TextEncoder().encode(`${header}.${payload}`),
    )
  } catch {
    return false
  }
}
