import { defineAdapter } from '@televid/core/adapter'
import { livekitCapabilities } from './livekit-capabilities.ts'
import { joinLivekit } from './livekit-session.ts'
import { mapLivekitError } from './map-livekit-error.ts'

export interface LivekitAdapterOptions {
  /**
   * Makes the SDK's worker for end-to-end encryption, which only the app's bundler can find:
   * `() => new Worker(new URL('livekit-client/e2ee-worker', import.meta.url), { type: 'module' })`. Without it the adapter
   * has no `encryption`.
   */
  readonly encryptionWorker?: () => Worker
}

/**
 * LiveKit Cloud and self-hosted servers. The SDK is loaded when a room is joined.
 *
 * `roster-synced` follows the SDK's `connected` and `reconnected` in the same turn: the server's answer to a join lists
 * everybody and all they publish, and the SDK has applied it by then.
 */
export function createLivekitAdapter({ encryptionWorker }: LivekitAdapterOptions = {}) {
  return defineAdapter({
    specificationVersion: 'v1',
    vendor: 'livekit',
    capabilities: {
      ...livekitCapabilities,
      encryption: encryptionWorker
        ? { support: 'native', note: 'Messages too.' }
        : { support: 'none', note: 'Needs `encryptionWorker`.' },
    },
    join: (request, sink) => joinLivekit(request, sink, encryptionWorker),
    toError: mapLivekitError,
  })
}

export const livekitAdapter = createLivekitAdapter()
