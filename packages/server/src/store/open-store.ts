import { AsyncLocalStorage } from 'node:async_hooks'
import { TelevidError } from '@televid/core/protocol'
import { Kysely, type Migration, Migrator, PostgresDialect, sql, type Transaction } from 'kysely'
import type { DatabaseDriver } from './database-driver.ts'
import { coreMigrations } from './migration/index.ts'
import { openPgliteDriver } from './pglite-driver.ts'
import { openPostgresDriver } from './postgres-driver.ts'
import type { Schema } from './schema.ts'
import type { NotificationListener, Store } from './store.ts'

/** Where the data is: a PGlite folder, a PostgreSQL URL, or memory (gone with the process; for tests). */
export type StoreLocation = { readonly folder: string } | { readonly url: string } | 'memory'

/** Marks code that runs inside `store.transaction`. */
const insideTransaction = new AsyncLocalStorage<boolean>()

/**
 * Opens the store and brings its tables up to date.
 *
 * @param onError gets what a notification listener throws
 * @throws TelevidError `invalid-state` (folder in use) | `server` (database not reachable)
 */
export async function openStore(location: StoreLocation, onError: (error: unknown) => void = () => {}): Promise<Store> {
  const driver = await openDriver(location)
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: guardPool(driver.pool) }) })
  const listeners = new Map<string, Set<NotificationListener>>()

  const close = async (): Promise<void> => {
    listeners.clear()
    // kysely ends a pool only if it was used.
    await sql`select 1`.execute(db).catch(() => {})
    await db.destroy()
    await driver.close()
  }

  /** A listener that throws hurts nobody else; its work is level-triggered and comes again with the next change. */
  const call = (callback: NotificationListener, payload: string | null): void => {
    try {
      callback(payload)
    } catch (error) {
      onError(error)
    }
  }

  const dispatch = (message: string | null): void => {
    if (message === null) {
      for (const set of listeners.values()) for (const callback of [...set]) call(callback, null)
      return
    }
    const end = message.indexOf('\n')
    const topic = end < 0 ? message : message.slice(0, end)
    for (const callback of [...(listeners.get(topic) ?? [])]) call(callback, message.slice(topic.length + 1))
  }

  const store: Store = {
    db,
    transaction: (work) =>
      db
        .transaction()
        .execute((transaction: Transaction<Schema>) => insideTransaction.run(true, () => work(transaction))),
    listen: (topic, callback) => {
      const set = listeners.get(topic) ?? new Set()
      listeners.set(topic, set)
      // A wrapper of its own, so that one function may listen twice and each unlisten ends one.
      const entry: NotificationListener = (payload) => callback(payload)
      set.add(entry)
      return () => {
        set.delete(entry)
        if (set.size === 0 && listeners.get(topic) === set) listeners.delete(topic)
      }
    },
    notify: async (topic, payload = '', executor = db) => {
      await sql`select pg_notify('televid', ${`${topic}\n${payload}`})`.execute(executor)
    },
    migrate: (set, migrations) => migrate(db, `televid_migration_${set}`, migrations),
    close,
  }

  try {
    await driver.listen((message) => insideTransaction.exit(() => dispatch(message)))
    await store.migrate('core', coreMigrations)
    return store
  } catch (error) {
    await close().catch(() => {})
    if (TelevidError.isInstance(error)) throw error
    throw new TelevidError(
      'server',
      'The database could not be opened. Check DATABASE_URL, that the server runs, and its rights.',
      {
        cause: error,
      },
    )
  }
}

function openDriver(location: StoreLocation): Promise<DatabaseDriver> {
  if (location === 'memory') return openPgliteDriver(null)
  return 'url' in location ? openPostgresDriver(location.url) : openPgliteDriver(location.folder)
}

function guardPool(pool: DatabaseDriver['pool']): DatabaseDriver['pool'] {
  return {
    connect: async () => {
      if (insideTransaction.getStore())
        throw new Error('Inside store.transaction use the transaction it gives, not store.db.')
      return pool.connect()
    },
    end: () => pool.end(),
  }
}

async function migrate(
  db: Kysely<Schema>,
  table: string,
  migrations: Readonly<Record<string, Migration>>,
): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...migrations }) },
    migrationTableName: table,
    migrationLockTableName: `${table}_lock`,
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) {
    throw new TelevidError(
      'server',
      'The tables of the control plane could not be brought up to date. See the cause; nothing was changed.',
      {
        cause: error,
      },
    )
  }
}
