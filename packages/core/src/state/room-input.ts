import type { DisconnectReason, WithRaw } from '../adapter/disconnect-reason.ts'
import type {
  CaptionReceivedFact,
  Fact,
  MessageReceivedFact,
  NetworkQuality,
  SourceRefusedFact,
  WarningRaisedFact,
} from '../adapter/fact.ts'
import type { Source } from '../adapter/source.ts'
import type { ChannelMessage } from '../protocol/channel-message.ts'
import type { ComplianceStamp } from '../protocol/compliance-stamp.ts'
import type { Permission } from '../protocol/permission.ts'
import type { LocalSourceSnapshot } from './local-source-snapshot.ts'
import type { AudioOnlySnapshot, DeviceSnapshot } from './room-snapshot.ts'

/** Everything that can change a room, as data. The reducer is the only reader. `at` is Unix ms from core's clock. */
export type RoomInput =
  /** `join()` was called; starts an epoch. Facts of earlier epochs are dropped. */
  | { readonly type: 'join-started'; readonly epoch: number; readonly at: number }
  /** The grant arrived: who we are and what is known about the provider. */
  | {
      readonly type: 'grant-received'
      readonly provider: string
      readonly identity: string
      readonly displayName: string | undefined
      readonly role: string
      readonly compliance: ComplianceStamp
      readonly permissions: readonly Permission[]
      readonly trace: string | null
    }
  /** The adapter's `join` resolved. */
  | { readonly type: 'session-opened'; readonly at: number }
  /** A fact of the adapter, with the epoch of the join that opened its sink. */
  | { readonly type: 'fact'; readonly epoch: number; readonly at: number; readonly fact: Fact }
  /** A frame of the room channel. */
  | { readonly type: 'channel'; readonly message: ChannelMessage; readonly at: number }
  /** The adapter kept `roster-synced` back for longer than the contract allows; core goes on with what it has. */
  | { readonly type: 'roster-assumed'; readonly at: number }
  /** `session.refresh()` was called: the next `roster-synced` is the truth. */
  | { readonly type: 'resync-started' }
  /** The app chose whether to receive a track. */
  | { readonly type: 'subscription-wanted'; readonly trackId: string; readonly wanted: boolean }
  /** The 15 s in which people missing after a reconnect may come back are over. */
  | { readonly type: 'away-expired'; readonly at: number }
  /** Core ended the session: leave, abort, time-out, refused grant. */
  | { readonly type: 'ended'; readonly reason: WithRaw<DisconnectReason>; readonly at: number }
  | { readonly type: 'local-source'; readonly source: Source; readonly value: LocalSourceSnapshot }
  /** The provider took another display name of ours. */
  | { readonly type: 'renamed'; readonly displayName: string }
  | { readonly type: 'devices'; readonly devices: readonly DeviceSnapshot[] }
  | { readonly type: 'audio-playback'; readonly blocked: boolean }
  | { readonly type: 'audio-only'; readonly value: AudioOnlySnapshot }
  /** Derived by core where the vendor has no speaker events. */
  | {
      readonly type: 'speakers-derived'
      readonly speakers: readonly { readonly participant: string | 'self'; readonly level?: number }[]
    }
  /** Derived by core where the vendor has no quality events. */
  | { readonly type: 'quality-derived'; readonly participantId: string | 'self'; readonly quality: NetworkQuality }

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never

/** An input as those who do not keep the time give it; the room adds `at`. */
export type Report = (input: WithoutTime<RoomInput>) => void

/** A fact that happens rather than lasts; it bypasses the state. */
export type PassingFact = MessageReceivedFact | SourceRefusedFact | CaptionReceivedFact | WarningRaisedFact
