import { type Kysely, type Migration, sql } from 'kysely'

/** Rooms, occurrences, invites, sessions, admissions, stream receipts. */
export const rooms0001: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create table room (
      tenant text not null, name text not null, created_at timestamptz not null default now(),
      primary key (tenant, name))`.execute(db)
    await sql`create table occurrence (
      tenant text not null, id text primary key, room text not null, lobby boolean not null,
      provider text, vendor_room text, region text, revision bigint not null default 1,
      created_at timestamptz not null default now(), pinned_at timestamptz, ended_at timestamptz,
      foreign key (tenant, room) references room (tenant, name))`.execute(db)
    await sql`create unique index occurrence_open on occurrence (tenant, room) where ended_at is null`.execute(db)
    await sql`create table invite (
      tenant text not null, id text primary key, occurrence text not null references occurrence (id), room text not null,
      secret_hash text not null unique, identity text not null, role text not null, display_name text,
      opens_at timestamptz not null, expires_at timestamptz not null, created_at timestamptz not null default now(),
      used_at timestamptz, revoked_at timestamptz)`.execute(db)
    await sql`create index invite_occurrence on invite (occurrence)`.execute(db)
    await sql`create table session (
      tenant text not null, id text primary key, invite text not null references invite (id),
      occurrence text not null references occurrence (id), room text not null, token_hash text not null unique,
      identity text not null, role text not null, display_name text, created_at timestamptz not null default now(),
      expires_at timestamptz not null, revoked_at timestamptz)`.execute(db)
    await sql`create index session_occurrence on session (occurrence)`.execute(db)
    await sql`create table admission (
      tenant text not null, occurrence text not null references occurrence (id), identity text not null,
      state text not null check (state in ('waiting', 'admitted', 'refused', 'removed')),
      role text not null, display_name text, since timestamptz not null default now(), left_at timestamptz,
      primary key (occurrence, identity))`.execute(db)
    await sql`create table stream_receipt (
      tenant text not null, stream text not null, last_id bigint not null,
      updated_at timestamptz not null default now(), primary key (tenant, stream))`.execute(db)
    await sql`create table setting (name text primary key, value text not null)`.execute(db)
  },
}
