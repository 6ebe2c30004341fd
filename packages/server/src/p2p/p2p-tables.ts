import { type ColumnType, type Generated, type Kysely, type Migration, sql } from 'kysely'

type Moment = ColumnType<Date, Date | undefined, Date>
type NullableMoment = ColumnType<Date | null, Date | null | undefined, Date | null>

export type P2pEndReason = 'left' | 'lost' | 'removed' | 'replaced' | 'room-ended'

/** One row per occurrence; whoever appends a frame locks it, so that numbers become visible in their order. */
interface P2pRoomTable {
  readonly tenant: string
  readonly occurrence: string
  readonly seq: Generated<number>
  readonly ended_at: NullableMoment
}

/** One row per presence; a person who comes back after the end of one is another. */
export interface P2pPresenceTable {
  readonly tenant: string
  readonly occurrence: string
  readonly peer: string
  /** The grant it was opened with. */
  readonly grant_id: string
  readonly identity: string
  readonly role: string
  readonly can_publish: boolean
  readonly display_name: string | null
  readonly joined_at: Moment
  /** The connection it has now, in whichever process; `null` while absent. */
  readonly stream: string | null
  readonly attached_at: Moment
  /** Last heartbeat of the process that holds the connection. */
  readonly seen_at: Moment
  readonly absent_since: NullableMoment
  /** When another participant last said that media still arrives. */
  readonly received_at: NullableMoment
  readonly ended_at: NullableMoment
  readonly end_reason: P2pEndReason | null
}

/** Frames on their way to one presence. */
interface P2pSignalTable {
  readonly tenant: string
  readonly occurrence: string
  readonly peer: string
  readonly seq: number
  /** JSON as text: `jsonb` refuses the escape of NUL, which a peer may send. */
  readonly frame: string
  readonly created_at: Moment
}

/** A type alias, because `withTables` wants an index signature. */
export type P2pTables = {
  readonly p2p_room: P2pRoomTable
  readonly p2p_presence: P2pPresenceTable
  readonly p2p_signal: P2pSignalTable
}

export const p2pMigrations: Readonly<Record<string, Migration>> = {
  '0001-presence': {
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`create table p2p_room (
        tenant text not null, occurrence text primary key, seq bigint not null default 0, ended_at timestamptz)`.execute(
        db,
      )
      await sql`create table p2p_presence (
        tenant text not null, occurrence text not null references p2p_room (occurrence), peer text primary key,
        grant_id text not null, identity text not null, role text not null, can_publish boolean not null,
        display_name text, joined_at timestamptz not null default now(), stream text,
        attached_at timestamptz not null default now(), seen_at timestamptz not null default now(),
        absent_since timestamptz, received_at timestamptz, ended_at timestamptz, end_reason text)`.execute(db)
      await sql`create index p2p_presence_open on p2p_presence (occurrence) where ended_at is null`.execute(db)
      await sql`create index p2p_presence_grant on p2p_presence (grant_id)`.execute(db)
      await sql`create table p2p_signal (
        tenant text not null, occurrence text not null, peer text not null, seq bigint not null, frame text not null,
        created_at timestamptz not null default now(), primary key (peer, seq))`.execute(db)
    },
  },
}
