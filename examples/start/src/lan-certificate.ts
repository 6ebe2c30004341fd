import { createPrivateKey, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { hostname } from 'node:os'
import { generate } from 'selfsigned'
import type { DataFolder } from './data-folder.ts'

/** PEM. */
export interface LanCertificate {
  readonly key: string
  readonly cert: string
}

const dayMs = 24 * 3_600_000
/** iOS refuses one of more than 825 days: https://support.apple.com/en-us/103769 */
const lifetimeMs = 365 * dayMs
/** One that ends sooner is renewed. */
const renewalMs = 30 * dayMs

const keyFile = 'lan-key.pem'
const certificateFile = 'lan-certificate.pem'

/** What the certificate is for: this machine by every name another device may use. */
export function lanNames(addresses: readonly string[], machine: string = hostname()): string[] {
  const [label = ''] = machine.toLowerCase().split('.', 1)
  const local = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(label) && label !== 'localhost' ? [`${label}.local`] : []
  return ['localhost', ...local, '127.0.0.1', '::1', ...addresses]
}

/**
 * The self-signed certificate kept in the folder, made anew when it does not cover a name, is about to expire or is broken.
 * It stays the same otherwise: each new one is one more warning on the phone.
 *
 * @param names host names and IP addresses
 * @param now Unix time in ms
 * @throws TelevidError `invalid-state` (folder not usable)
 */
export async function lanCertificate(
  folder: DataFolder,
  names: readonly string[],
  now: number = Date.now(),
): Promise<LanCertificate> {
  const [key, cert] = await Promise.all([folder.read(keyFile), folder.read(certificateFile)])
  if (key !== null && cert !== null && isUsable({ key, cert }, names, now)) return { key, cert }
  const fresh = await make(names, now)
  await folder.write(keyFile, fresh.key)
  await folder.write(certificateFile, fresh.cert)
  return fresh
}

function isUsable({ key, cert }: LanCertificate, names: readonly string[], now: number): boolean {
  try {
    const certificate = new X509Certificate(cert)
    return (
      Date.parse(certificate.validFrom) <= now &&
      Date.parse(certificate.validTo) - renewalMs > now &&
      certificate.checkPrivateKey(createPrivateKey(key)) &&
      names.every((name) => (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined)
    )
  } catch {
    return false
  }
}

async function make(names: readonly string[], now: number): Promise<LanCertificate> {
  const made = await generate([{ name: 'commonName', value: 'TeleVid on this machine' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    // The clock of a phone may be behind.
    notBeforeDate: new Date(now - dayMs),
    notAfterDate: new Date(now + lifetimeMs),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: names.map((name) => (isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name })),
      },
    ],
  })
  return { key: made.private, cert: made.cert }
}
