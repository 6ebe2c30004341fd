import type { WebhookEventType } from '@televid/core/server-adapter'
import type { ColumnType, Generated } from 'kysely'

/** A `timestamptz`: read as `Date`, written as `Date` or an SQL expression such as `now()`. */
export type Timestamp = ColumnType<Date, Date, Date>
export type GeneratedTimestamp = ColumnType<Date, Date | undefined, Date>
export type NullableTimestamp = ColumnType<Date | null, Date | null | undefined, Date | null>

export type StoredAdmission = 'waiting' | 'admitted' | 'refused' | 'removed'

/** A room is a name within a tenant; what happens in it belongs to its occurrences. */
export interface RoomTable {
  readonly tenant: string
  readonly name: string
  readonly created_at: GeneratedTimestamp
}

/** One use of a room, from `rooms.ensure` to `end`. Its first grant pins provider, vendor room and region for good. */
export interface OccurrenceTable {
  readonly tenant: string
  /** Minted, never reused. */
  readonly id: string
  readonly room: string
  readonly lobby: boolean
  /** 32 random hex digits, for logs on every side. */
  readonly trace: string
  /** Asked for by `rooms.ensure`; `null`: whichever is configured at the first grant. */
  readonly wanted_provider: string | null
  readonly provider: string | null
  readonly vendor_room: string | null
  readonly region: string | null
  /** Rises with every change that the room channel shows; the channel's sequence number. */
  readonly revision: Generated<number>
  readonly created_at: GeneratedTimestamp
  readonly pinned_at: NullableTimestamp
  readonly ended_at: NullableTimestamp
}

export interface InviteTable {
  readonly tenant: string
  readonly id: string
  readonly occurrence: string
  readonly room: string
  readonly secret_hash: string
  readonly identity: string
  readonly role: string
  readonly display_name: string | null
  readonly opens_at: Timestamp
  readonly expires_at: Timestamp
  readonly created_at: GeneratedTimestamp
  readonly used_at: NullableTimestamp
  readonly revoked_at: NullableTimestamp
}

export interface SessionTable {
  readonly tenant: string
  readonly id: string
  readonly invite: string
  readonly occurrence: string
  readonly room: string
  readonly token_hash: string
  readonly identity: string
  readonly role: string
  readonly display_name: string | null
  readonly created_at: GeneratedTimestamp
  readonly expires_at: Timestamp
  readonly revoked_at: NullableTimestamp
}

/** Where one identity stands at the door of one occurrence. */
export interface AdmissionTable {
  readonly tenant: string
  readonly occurrence: string
  readonly identity: string
  readonly state: StoredAdmission
  readonly role: string
  readonly display_name: string | null
  readonly since: GeneratedTimestamp
  /** The person said goodbye; cleared by their next grant. */
  readonly left_at: NullableTimestamp
  /** Given or taken during the call; `null`: what the role says. */
  readonly may_publish: boolean | null
}

/** The highest frame id received from one client stream, so that a frame sent twice acts once. */
export interface StreamReceiptTable {
  readonly tenant: string
  readonly stream: string
  readonly last_id: number
  readonly updated_at: GeneratedTimestamp
}

/** A verified webhook event: stored before it is answered, so that none is lost, and kept so that none acts as new twice. */
export interface WebhookEventTable {
  readonly tenant: string
  /** Name in `providers`. */
  readonly provider: string
  /** The vendor's. */
  readonly id: string
  readonly type: WebhookEventType
  readonly occurrence: string
  readonly identity: string | null
  readonly trace: string
  /** By the vendor's clock. */
  readonly occurred_at: Timestamp
  readonly received_at: GeneratedTimestamp
  readonly handled_at: NullableTimestamp
}

/** Values the installation makes once for itself. */
export interface SettingTable {
  readonly name: string
  readonly value: string
}

/** Every table of the control plane. A provider adds its own with `store.db.withTables<…>()`. */
export interface Schema {
  readonly room: RoomTable
  readonly occurrence: OccurrenceTable
  readonly invite: InviteTable
  readonly session: SessionTable
  readonly admission: AdmissionTable
  readonly stream_receipt: StreamReceiptTable
  readonly webhook_event: WebhookEventTable
  readonly setting: SettingTable
}
