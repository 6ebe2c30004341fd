import type { StreamEndpoint } from '@televid/core/protocol'
import type { Metrics } from '../metrics/metrics.ts'
import type { ServerProvider } from '../provider/server-provider.ts'
import type { KeyRing } from '../secret/key-ring.ts'
import type { Store } from '../store/store.ts'
import type { StreamServer } from '../stream/stream-server.ts'
import type { Configuration } from './configuration.ts'

/** What the parts of a running control plane share. */
export interface CoreServices {
  readonly configuration: Configuration
  readonly store: Store
  readonly keys: KeyRing
  readonly streams: StreamServer
  readonly metrics: Metrics
  /** Work that no request waits for; the end of the control plane does. */
  readonly background: Set<Promise<void>>
  /**
   * A provider by the name in `providers`.
   *
   * @throws TelevidError `unknown-provider` when a room is pinned to one that is no longer configured
   */
  provider(name: string): ServerProvider
  /** @param path below the base path */
  endpoint(path: string, request: Request): StreamEndpoint
}

/** With what stops the parts that run by themselves. */
export interface RunningServices extends CoreServices {
  stop(): Promise<void>
}
