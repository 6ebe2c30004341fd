/**
 * `@televid/core/protocol`: every message between a TeleVid page and a TeleVid control plane, shared by both ends.
 *
 * @packageDocumentation
 */

export { TelevidError } from '../error/televid-error.ts'
export type { TelevidErrorCode } from '../error/televid-error-code.ts'
export { televidErrorCodes } from '../error/televid-error-code.ts'
export type {
  Admission,
  ChannelMessage,
  ChannelRecording,
  ChannelState,
  RoomMember,
  WaitingPerson,
} from './channel-message.ts'
export { parseChannelMessage } from './channel-message.ts'
export type { ComplianceStamp } from './compliance-stamp.ts'
export type { GrantRequest, GrantResponse, StreamEndpoint } from './grant-request.ts'
export type { InviteExchange, InviteLink } from './invite.ts'
export { formatInviteFragment, parseInviteFragment } from './invite.ts'
export { isRecord } from './is-record.ts'
export type { JoinGrant } from './join-grant.ts'
export { parseJoinGrant } from './join-grant.ts'
export type {
  P2pChannelSignal,
  P2pClientSignal,
  P2pCredentials,
  P2pPeer,
  P2pPeerSignal,
  P2pServerSignal,
  P2pSource,
} from './p2p-signal.ts'
export type { Permission, Role } from './permission.ts'
export { defaultRoles, permissions } from './permission.ts'
export type { Problem } from './problem.ts'
export { problemToError } from './problem.ts'
export { assertRoomName } from './room-name.ts'
