import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { TelevidError } from '@televid/core/protocol'
import { knownProviders } from '../configuration-file/known-providers.ts'
import {
  type ControlPlaneFile,
  parseControlPlaneFile,
  parseProviderName,
} from '../configuration-file/parse-control-plane-file.ts'
import type { ControlPlaneOptions } from '../control-plane/control-plane-options.ts'
import type { ServerProvider } from '../provider/server-provider.ts'

export interface LoadControlPlaneConfigOptions {
  /** Default the environment's `TELEVID_CONFIG`, else `televid.config.json` if it is there. */
  readonly file?: string
  /** Default `process.env`. */
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** Where the file is looked for; default the working directory. */
  readonly folder?: string
}

/** The part of the options that says which vendor carries the calls. */
export type ProviderOptions = Required<Pick<ControlPlaneOptions, 'provider' | 'providers' | 'draining'>>

const defaultFile = 'televid.config.json'

/**
 * Reads which provider carries the calls, so that changing it changes no code:
 *
 * ```json
 * { "provider": "livekit", "providers": { "livekit": { "region": "eu" }, "p2p": {} }, "draining": [] }
 * ```
 *
 * `TELEVID_PROVIDER` goes before the file's `provider`; without either it is `p2p`. Credentials come from the environment
 * only. The adapter packages of providers that are not named need not be installed.
 *
 * @returns to be spread into the options of `createControlPlane`
 * @throws TelevidError `invalid-argument` | `unknown-provider` | `adapter-missing`
 */
export async function loadControlPlaneConfig({
  file,
  environment = process.env,
  folder = process.cwd(),
}: LoadControlPlaneConfigOptions = {}): Promise<ProviderOptions> {
  const told = await readControlPlaneFile(folder, file ?? environment.TELEVID_CONFIG)
  const wanted = environment.TELEVID_PROVIDER
  const provider =
    wanted === undefined || wanted === '' ? (told?.provider ?? 'p2p') : parseProviderName(wanted, 'TELEVID_PROVIDER')
  // The file's own choice stays configured when the environment overrides it: rooms may be pinned to it.
  const names = new Set([provider, ...(told === null ? [] : [told.provider, ...told.draining])])
  for (const [name, known] of Object.entries(told?.providers ?? {}))
    if (known !== undefined) names.add(parseProviderName(name, defaultFile))
  const providers: Record<string, ServerProvider> = {}
  for (const name of names)
    providers[name] = await knownProviders[name].create(told?.providers[name] ?? {}, environment)
  return { provider, providers, draining: told?.draining ?? [] }
}

/** `null` when no file was asked for and the default one is not there. */
async function readControlPlaneFile(folder: string, asked: string | undefined): Promise<ControlPlaneFile | null> {
  const name = asked === undefined || asked === '' ? defaultFile : asked
  let text: string
  try {
    text = await readFile(resolve(folder, name), 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' && name !== asked) return null
    throw new TelevidError(
      'invalid-argument',
      `The configuration file ${name} cannot be read (${code ?? 'unknown'}). Check the path and its rights.`,
      { cause },
    )
  }
  return parseControlPlaneFile(text, name)
}
