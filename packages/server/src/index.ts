/**
 * `@televid/server`: the TeleVid control plane as one web-standard request handler.
 *
 * @packageDocumentation
 */
export type { ControlPlane } from './control-plane/control-plane.ts'
export type {
  ControlPlaneOptions,
  ErrorContext,
  ErrorListener,
  RateLimit,
} from './control-plane/control-plane-options.ts'
export { createControlPlane } from './control-plane/create-control-plane.ts'
export { type P2pOptions, p2p } from './p2p/index.ts'
export type {
  MintedCredentials,
  MintRequest,
  ProviderRoom,
  ProviderServices,
  ServerProvider,
} from './provider/server-provider.ts'
export type { CreatedInvite, CreateInviteOptions } from './room/create-invite.ts'
export type { EnsuredRoom, EnsureRoomOptions } from './room/ensure-room.ts'
export { openStore, type Schema, type Store, type StoreLocation } from './store/index.ts'
export type { StreamContext, StreamEndpointHandler, StreamPush } from './stream/stream-endpoint-handler.ts'
