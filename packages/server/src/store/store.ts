import type { Kysely, Migration, Transaction } from 'kysely'
import type { Schema } from './schema.ts'

/** Called with the payload of each notification, or with `null` when some may have been missed: read the tables again. */
export type NotificationListener = (payload: string | null) => void

/** Everything that outlives a request. The same on PGlite (one process) and on PostgreSQL (any number of processes). */
export interface Store {
  /** Typed queries. A provider sees its own tables with `db.withTables<ItsTables>()`. */
  readonly db: Kysely<Schema>
  /**
   * Runs `work` in one transaction; what it returns is durable when the promise resolves. Inside, use the transaction it is
   * given and nothing else: `store.db` throws there, because on PGlite it would wait for its own end.
   */
  transaction<T>(work: (transaction: Transaction<Schema>) => Promise<T>): Promise<T>
  /**
   * Calls back for each notification of a topic, from this process and every other on the same database. No notification
   * committed after `listen` returned is missed: listen first, then read. Returns the unlisten.
   */
  listen(topic: string, callback: NotificationListener): () => void
  /**
   * Notifies a topic when `executor` commits (at once without a transaction). `payload` has at most 7,000 bytes: carry ids
   * and let the listener read.
   */
  notify(topic: string, payload?: string, executor?: Kysely<Schema>): Promise<void>
  /** Brings one set of tables up to date; each set keeps its own list of what was applied. */
  migrate(set: string, migrations: Readonly<Record<string, Migration>>): Promise<void>
  close(): Promise<void>
}
