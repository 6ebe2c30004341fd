import type { CreatedInvite, CreateInviteOptions } from '../room/create-invite.ts'
import type { EnsuredRoom, EnsureRoomOptions } from '../room/ensure-room.ts'
import type { StreamSocket } from '../stream/serve-web-socket.ts'

/** A running control plane, as your server mounts and calls it. */
export interface ControlPlane {
  /** Web-standard request handler for everything below `basePath`. */
  readonly fetch: (request: Request, host?: object) => Response | Promise<Response>
  readonly basePath: string
  /**
   * What pages contact besides this control plane, at every configured provider: for `connect-src` of their
   * Content-Security-Policy, so that another provider needs no other policy.
   */
  readonly browserOrigins: readonly string[]
  /** Method and path of every route. */
  readonly routes: readonly { readonly method: string; readonly path: string }[]
  /** Resolves when the store is open and every provider has started; rejects with what keeps it from starting. */
  ready(): Promise<void>
  readonly rooms: {
    ensure(options: EnsureRoomOptions): Promise<EnsuredRoom>
    /** Ends a room for all. */
    end(options: { readonly room: string; readonly tenant?: string }): Promise<void>
  }
  readonly invites: {
    create(options: CreateInviteOptions): Promise<CreatedInvite>
    /** @throws TelevidError `invite-invalid` when there is none */
    revoke(options: { readonly id: string; readonly tenant?: string }): Promise<void>
  }
  /** For hosts with WebSockets; the Node entry calls these. */
  readonly webSockets: {
    /** From now on clients are told that streams upgrade. */
    enable(): void
    /** The stream behind an upgrade request, `null` if the path is none. @throws TelevidError `forbidden` for a foreign origin */
    find(request: {
      readonly url: string
      readonly host: string
      readonly origin: string | undefined
    }): ((socket: StreamSocket) => void) | null
  }
  /** @throws TelevidError `invalid-argument` unless the configuration may be reached from other machines */
  assertReachable(): void
  /** Ends every stream (clients resume elsewhere), stops providers and store. Idempotent. */
  close(): Promise<void>
}
