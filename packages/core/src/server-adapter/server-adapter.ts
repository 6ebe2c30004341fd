import type { Source } from '../adapter/source.ts'
import type { StreamEndpoint } from '../protocol/grant-request.ts'
import type { Permission } from '../protocol/permission.ts'
import type { WebhookEvent, WebhookRequest } from './webhook-event.ts'

/** The room occurrence as its pin records it. */
export interface ServerRoom {
  readonly tenant: string
  readonly room: string
  /** Minted by the control plane, one per use of the room, never reused. */
  readonly occurrence: string
  /** Opaque id of this occurrence for logs, the client's included: 32 hex digits. Give it to the vendor where one can. */
  readonly trace: string
  /** The vendor's name or id for it, from `createRoom`. */
  readonly reference: string
  readonly region: string | null
}

/** What the control plane lends to every server adapter. */
export interface ServerAdapterServices {
  readonly mode: 'development' | 'production'
  readonly handlesPhi: boolean
  /** A key of 32 bytes derived from the installation's secret, the same in every process; `purpose` keeps keys apart. */
  deriveKey(purpose: string): Uint8Array
  /** Reports a failure that no request waits for. Holds no secret and no personal data. */
  onError(error: unknown): void
}

export interface MintRequest {
  readonly room: ServerRoom
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

/** Somebody in the room, as the vendor knows them. */
export interface ServerParticipant {
  readonly identity: string
  /** What they publish; `off` sources may be left out. */
  readonly sources: readonly { readonly source: Source; readonly muted: boolean }[]
  /** Unix time in ms. */
  readonly joinedAt?: number
}

/** The server half of a vendor. What a vendor lacks is left out, and the control plane refuses it. */
export interface ServerAdapter {
  /** Catalogue id, the same as the browser adapter's. */
  readonly vendor: string
  /**
   * What pages contact at this vendor, as `connect-src` of a Content-Security-Policy wants it, e.g. `wss://eu.example.com`;
   * absent when it is the control plane alone.
   */
  readonly browserOrigins?: readonly string[]
  /** Called once before anything else; checks its configuration. */
  start(services: ServerAdapterServices): Promise<void>
  /**
   * Makes the vendor's room, or just names it. Called before the first grant pins the occurrence; of several calls at one
   * moment one result is kept and `endRoom` is called for the others.
   */
  createRoom(
    room: Omit<ServerRoom, 'reference' | 'region'>,
  ): Promise<{ readonly reference: string; readonly region: string | null }>
  /** @throws TelevidError `room-full` and others, passed on to the client */
  mintCredentials(request: MintRequest): Promise<MintedCredentials>
  /**
   * Puts one identity out, now and whenever they return with a credential that the vendor still takes. Idempotent; the
   * control plane has already stored that they get no new one.
   */
  removeParticipant(room: ServerRoom, identity: string): Promise<void>
  /** Ends the room for all. Idempotent. */
  endRoom(room: ServerRoom): Promise<void>
  listParticipants?(room: ServerRoom): Promise<readonly ServerParticipant[]>
  /** Turns a source of somebody off; they may turn it on again. Idempotent. */
  muteSource?(room: ServerRoom, identity: string, source: Source): Promise<void>
  /**
   * Gives or takes the right to publish during the call; taking it turns every source off. Idempotent.
   *
   * @throws TelevidError `room-not-found` when they are not there: their next credentials say it
   */
  setCanPublish?(room: ServerRoom, identity: string, canPublish: boolean): Promise<void>
  /**
   * Checks who sent a webhook and what it says, on the bytes as they came, and does nothing else: the control plane stores
   * the events, answers, and acts on them.
   *
   * @throws TelevidError `forbidden` when it is not the vendor's, `bad-request` when it cannot be read
   */
  verifyWebhook?(request: WebhookRequest): Promise<readonly WebhookEvent[]>
  /** Frees timers and listeners. */
  close(): Promise<void>
}
