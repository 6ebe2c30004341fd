/**
 * `@televid/core`: one Room, Participant, Track and Recording model over any video provider.
 *
 * @packageDocumentation
 */
export type { Capabilities, Capability, FeatureName, Support } from './adapter/capability.ts'
export type { ConnectionLoss } from './adapter/connection-loss.ts'
export type { DisconnectReason, WithRaw } from './adapter/disconnect-reason.ts'
export type { NetworkQuality } from './adapter/fact.ts'
export type { MediaKind, Source } from './adapter/source.ts'
export type { Clock } from './clock.ts'
export type { GrantFunction } from './control-plane/grant-access.ts'
export type { TelevidErrorOptions } from './error/televid-error.ts'
export { TelevidError } from './error/televid-error.ts'
export type { TelevidErrorCode } from './error/televid-error-code.ts'
export type { LocalControls } from './local/local-controls.ts'
export type {
  CustomSource,
  EnableOptions,
  LocalSource,
  ScreenSource,
  ShareOptions,
  SourceControls,
  TrackProcessor,
} from './local/local-source.ts'
export type { MediaEnvironment } from './local/media-environment.ts'
export type { Levels } from './meter/level-meter.ts'
export type { Meter } from './meter/meter.ts'
export type { RoomStats, TrackStats } from './meter/stats-meter.ts'
export type { WaitingPerson } from './protocol/channel-message.ts'
export type { ComplianceStamp } from './protocol/compliance-stamp.ts'
export type { GrantRequest } from './protocol/grant-request.ts'
export type { InviteLink } from './protocol/invite.ts'
export { formatInviteFragment, parseInviteFragment } from './protocol/invite.ts'
export type { JoinGrant } from './protocol/join-grant.ts'
export type { Permission, Role } from './protocol/permission.ts'
export { assertRoomName } from './protocol/room-name.ts'
export type { JoinOptions } from './room/join-options.ts'
export type { AdapterLoader, AdapterLoaders, AdapterModule } from './room/load-adapter.ts'
export type { Participant } from './room/participant.ts'
export type { Room } from './room/room.ts'
export type { RoomAudio } from './room/room-audio.ts'
export type { RoomControls } from './room/room-controls.ts'
export type { EncryptionOptions, RoomEncryption } from './room/room-encryption.ts'
export type { Caption, PhoneFallback, RoomEventMap, RoomMessage } from './room/room-event-map.ts'
export type { Profile, RoomCaptions } from './room/room-features.ts'
export type { RoomMessages, SendMessageOptions } from './room/room-messages.ts'
export type { RoomMeters } from './room/room-meters.ts'
export type { RoomOptions } from './room/room-options.ts'
export type { Track } from './room/track.ts'
export type { LocalSourceSnapshot, LocalSourceState } from './state/local-source-snapshot.ts'
export type * from './state/room-snapshot.ts'
export type { Televid, TelevidOptions } from './televid.ts'
export { createTelevid } from './televid.ts'
export { coreVersion } from './version.ts'
