import type { Permission, StreamEndpoint } from '@televid/core/protocol'
import type { Store } from '../store/store.ts'
import type { StreamEndpointHandler } from '../stream/stream-endpoint-handler.ts'

/** The room occurrence as its pin records it. */
export interface ProviderRoom {
  readonly tenant: string
  readonly room: string
  /** Minted by the control plane, one per use of the room, never reused. */
  readonly occurrence: string
  /** The vendor's name or id for it, from `createRoom`. */
  readonly reference: string
  readonly region: string | null
}

/** What the control plane lends to a provider. */
export interface ProviderServices {
  readonly store: Store
  readonly mode: 'development' | 'production'
  readonly handlesPhi: boolean
  /** A key of 32 bytes derived from the installation's secret, the same in every process; `purpose` keeps keys apart. */
  deriveKey(purpose: string): Uint8Array
  /** Reports a failure that no request waits for. Holds no secret and no personal data. */
  onError(error: unknown): void
}

export interface MintRequest {
  readonly room: ProviderRoom
  readonly identity: string
  readonly role: string
  readonly permissions: readonly Permission[]
  readonly displayName?: string
  /** Unix time in ms; the credentials may end earlier, never later. */
  readonly expiresAt: number
  /** Where the browser finds one of this provider's `streams`. */
  endpoint(stream: string): StreamEndpoint
}

export interface MintedCredentials {
  /** What the adapter of this provider needs in the browser: one room, one identity, no moderation right. */
  readonly credentials: Readonly<Record<string, unknown>>
  /** Unix time in ms; the requested one if absent. */
  readonly expiresAt?: number
}

/** The server half of a vendor. */
export interface ServerProvider {
  /** Catalogue id, the same as the adapter's. */
  readonly vendor: string
  /** Called once before anything else; checks its configuration and migrates its tables (`store.migrate`). */
  start(services: ProviderServices): Promise<void>
  /**
   * Makes the vendor's room, or just names it. Called before the first grant pins the occurrence; of several calls at one
   * moment one result is kept and `endRoom` is called for the others.
   */
  createRoom(
    room: Omit<ProviderRoom, 'reference' | 'region'>,
  ): Promise<{ readonly reference: string; readonly region: string | null }>
  /** @throws TelevidError `room-full` and others, passed on to the client */
  mintCredentials(request: MintRequest): Promise<MintedCredentials>
  /** Puts one identity out now. Idempotent; the control plane has already stored that they may not return. */
  removeParticipant(room: ProviderRoom, identity: string): Promise<void>
  /** Ends the room for all. Idempotent. */
  endRoom(room: ProviderRoom): Promise<void>
  /** Streams of this provider by name, reachable at `{base}/providers/{vendor}/{name}`. */
  readonly streams?: Readonly<Record<string, StreamEndpointHandler>>
  /** Frees timers and listeners; the store is closed afterwards. */
  close(): Promise<void>
}
