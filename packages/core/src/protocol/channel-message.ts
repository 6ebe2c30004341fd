import type { ComplianceStamp } from './compliance-stamp.ts'
import { isRecord } from './is-record.ts'
import type { Permission } from './permission.ts'

/** Where this person stands at the door. */
export type Admission = 'waiting' | 'admitted' | 'refused' | 'removed'

/** Somebody in the lobby, as people with the permission `admit` see them. */
export interface WaitingPerson {
  readonly identity: string
  readonly role: string
  readonly displayName?: string
  /** Unix time in ms. */
  readonly since: number
}

/** A person the control plane has admitted; not necessarily connected to the provider right now. */
export interface RoomMember {
  readonly identity: string
  readonly role: string
  /** From the invite; shown where the vendor has no names of people. */
  readonly displayName?: string
}

/** What the control plane knows of the recording. */
export interface ChannelRecording {
  readonly active: boolean
  /** Unix time in ms when it became active, or `null`. */
  readonly since: number | null
}

/** The whole truth of the room channel at one moment, for one person. */
export interface ChannelState {
  readonly identity: string
  readonly role: string
  readonly permissions: readonly Permission[]
  readonly admission: Admission
  readonly roomEnded: boolean
  /** Empty without the permission `admit`. */
  readonly waiting: readonly WaitingPerson[]
  readonly members: readonly RoomMember[]
  readonly recording: ChannelRecording
  readonly compliance: ComplianceStamp | null
}

/**
 * One frame of the room channel. Every frame carries the room's sequence number; the first frame of every connection is
 * a `snapshot` unless the client resumed from a sequence number that the server still holds. `update` frames are
 * level-triggered: they carry the new value of the named fields, so applying one twice does no harm.
 */
export type ChannelMessage =
  | { readonly type: 'snapshot'; readonly seq: number; readonly state: ChannelState }
  | { readonly type: 'update'; readonly seq: number; readonly state: Partial<ChannelState> }

/** Parses one frame; `null` for anything that is not one (a newer server may send more types). */
export function parseChannelMessage(value: unknown): ChannelMessage | null {
  if (!isRecord(value) || typeof value.seq !== 'number' || !isRecord(value.state)) return null
  if (value.type !== 'snapshot' && value.type !== 'update') return null
  const state = value.state
  if (value.type === 'snapshot' && typeof state.admission !== 'string') return null
  for (const list of ['waiting', 'members', 'permissions'] as const) {
    if (list in state ? !Array.isArray(state[list]) : value.type === 'snapshot') return null
  }
  return value as unknown as ChannelMessage
}
