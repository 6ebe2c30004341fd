import type { ServerAdapter, ServerAdapterServices } from '@televid/core/server-adapter'
import type { Store } from '../store/store.ts'
import type { StreamEndpointHandler } from '../stream/stream-endpoint-handler.ts'

export type {
  MintedCredentials,
  MintRequest,
  ServerAdapter,
  ServerRoom as ProviderRoom,
} from '@televid/core/server-adapter'

/** What the control plane lends to a provider that lives inside it. */
export interface ProviderServices extends ServerAdapterServices {
  readonly store: Store
}

/** A server adapter that may keep state in the control plane's store and serve streams of its own. */
export interface ServerProvider extends ServerAdapter {
  /** Called once before anything else; checks its configuration and migrates its tables (`store.migrate`). */
  start(services: ProviderServices): Promise<void>
  /** Streams of this provider by name, reachable at `{base}/providers/{vendor}/{name}`. */
  readonly streams?: Readonly<Record<string, StreamEndpointHandler>>
}
