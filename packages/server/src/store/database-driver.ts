import type { PostgresPool } from 'kysely'

/** What a database engine must give the store. */
export interface DatabaseDriver {
  readonly pool: PostgresPool
  /** Called once: every notification on the store's channel; `null` after a gap in which some may have been lost. */
  listen(onNotification: (message: string | null) => void): Promise<void>
  /** Ends the notification connection; the pool is ended by kysely before. */
  close(): Promise<void>
}

/** PostgreSQL channel which carries the notifications of every topic. */
export const notificationChannel = 'televid'

/** `int8` as number: revisions and sequence numbers stay far below 2^53. */
export const int8Oid = 20
