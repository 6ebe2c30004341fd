import { TelevidError } from '@televid/core/protocol'
import type { Configuration } from '../control-plane/configuration.ts'

/**
 * What a configured provider is used for. All of them are started, and all keep the rooms that are pinned to them.
 *
 * | | takes a new room |
 * |---|---|
 * | `active` | each one that asks for no other; exactly one provider is active |
 * | `standby` | when the room asks for it by name |
 * | `draining` | never |
 */
export type ProviderState = 'active' | 'standby' | 'draining'

type Providers = Pick<Configuration, 'provider' | 'providers' | 'draining'>

export function providerStateOf({ provider, draining }: Providers, name: string): ProviderState {
  if (draining.has(name)) return 'draining'
  return name === provider ? 'active' : 'standby'
}

/** @throws TelevidError `unknown-provider` unless a new room may begin on this provider */
export function assertTakesRooms(configuration: Providers, name: string): void {
  const open = [...configuration.providers.keys()].filter((each) => !configuration.draining.has(each))
  if (open.includes(name)) return
  const why = configuration.draining.has(name) ? 'takes no new rooms: it is draining' : 'is not configured'
  throw new TelevidError('unknown-provider', `Provider "${name}" ${why}. Providers for new rooms: ${open.join(', ')}.`)
}
