import type { JoinGrant } from './join-grant.ts'

/** What the client tells the server when it asks for a grant, so that a client which cannot follow is refused early. */
export interface GrantRequest {
  readonly room: string
  /** Version of `@televid/core` in the page. */
  readonly coreVersion: string
  /** Catalogue ids of the adapters the page can load. */
  readonly providers: readonly string[]
  /** `true` when the same page was in this room before and comes back. */
  readonly rejoin: boolean
}

/** How to reach a resumable server stream; see `openServerStream`. */
export interface StreamEndpoint {
  /** Absolute, or relative to the page. Speaks server-sent events on GET, accepts frames on POST. */
  readonly url: string
  /** Whether the same URL also upgrades to a WebSocket. */
  readonly webSocket: boolean
}

/** Answer of `POST {base}/rooms/:room/grant`. */
export type GrantResponse =
  | { readonly status: 'granted'; readonly grant: JoinGrant; readonly channel: StreamEndpoint }
  /** The room has a lobby: wait on the room channel for `admission`, then ask again. */
  | { readonly status: 'waiting'; readonly channel: StreamEndpoint }
