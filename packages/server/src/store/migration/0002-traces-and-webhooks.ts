import { type Kysely, type Migration, sql } from 'kysely'

/** Trace ids, the provider a room asks for, the right to publish of one person, the inbox of webhooks. */
export const tracesAndWebhooks0002: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table occurrence add column wanted_provider text`.execute(db)
    // Occurrences of before get one each; new ones bring theirs.
    await sql`alter table occurrence add column trace text not null default replace(gen_random_uuid()::text, '-', '')`.execute(
      db,
    )
    await sql`alter table occurrence alter column trace drop default`.execute(db)
    await sql`create index occurrence_vendor_room on occurrence (provider, vendor_room)`.execute(db)
    await sql`alter table admission add column may_publish boolean`.execute(db)
    await sql`create table webhook_event (
      tenant text not null, provider text not null, id text not null, type text not null,
      occurrence text not null references occurrence (id), identity text, trace text not null,
      occurred_at timestamptz not null, received_at timestamptz not null default now(), handled_at timestamptz,
      primary key (provider, id))`.execute(db)
    await sql`create index webhook_event_open on webhook_event (received_at) where handled_at is null`.execute(db)
  },
}
