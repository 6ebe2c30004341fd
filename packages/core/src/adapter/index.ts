/**
 * `@televid/core/adapter`: the contract for adapter authors. Apps import `@televid/core`.
 *
 * @packageDocumentation
 */

export type { ServerStream, ServerStreamOptions } from '../control-plane/open-server-stream.ts'
export { openServerStream } from '../control-plane/open-server-stream.ts'
export { TelevidError } from '../error/televid-error.ts'
export type { JoinGrant } from '../protocol/join-grant.ts'
export type {
  AdapterLimits,
  Capabilities,
  Capability,
  FacetName,
  FeatureName,
  Support,
  TraitName,
} from './capability.ts'
export { facetNames, traitNames } from './capability.ts'
export type { ConnectionLoss } from './connection-loss.ts'
export { connectionLosses } from './connection-loss.ts'
export type { FacetsFor, TypedVideoAdapter } from './define-adapter.ts'
export { defineAdapter } from './define-adapter.ts'
export type { DisconnectReason, WithRaw } from './disconnect-reason.ts'
export { disconnectReasons } from './disconnect-reason.ts'
export type {
  CaptionsFacet,
  EncryptionFacet,
  Facets,
  LevelsFacet,
  MessagesFacet,
  ProfileFacet,
  SpeakerFacet,
  StatsFacet,
  StatsRecord,
  SubscriptionsFacet,
  VideoPreferencesFacet,
} from './facet.ts'
export type * from './fact.ts'
export { goodbyesLast } from './goodbyes-last.ts'
export { loadSdk } from './load-sdk.ts'
export type { MediaKind, Source } from './source.ts'
export { isSteadySource, kindOfSource } from './source.ts'
export type { SessionBase, SourceState, VendorSession } from './vendor-session.ts'
export type { AdapterErrorMeaning, AdapterJoinRequest, FactSink, VideoAdapter } from './video-adapter.ts'
