import { TelevidError } from '@televid/core'
import { DataFolder } from './data-folder.ts'
import { lanAddresses } from './lan-addresses.ts'
import { type LanCertificate, lanCertificate, lanNames } from './lan-certificate.ts'
import { lanSecret } from './lan-secret.ts'

/** What a server needs before other devices may reach it. */
export interface LanSetup {
  /** IPv4, the most likely first; at least one. */
  readonly addresses: readonly [string, ...string[]]
  readonly tls: LanCertificate
  /** `null`: the environment has one. */
  readonly secret: string | null
}

/**
 * @param data folder for secret, key and certificate
 * @throws TelevidError `invalid-state` (no network, folder not usable)
 */
export async function prepareLan(
  data: string,
  environment: Readonly<Record<string, string | undefined>>,
  found: readonly string[] = lanAddresses(),
): Promise<LanSetup> {
  const [first, ...others] = found
  if (first === undefined) {
    throw new TelevidError(
      'invalid-state',
      'This machine has no address in a network. Connect it to Wi-Fi or Ethernet, or leave out --lan.',
    )
  }
  const folder = new DataFolder(data)
  const addresses = [first, ...others] as const
  return {
    addresses,
    tls: await lanCertificate(folder, lanNames(addresses)),
    secret: environment.TELEVID_SECRET === undefined ? await lanSecret(folder) : null,
  }
}
