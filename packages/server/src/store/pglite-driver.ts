import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { PostgresPoolClient } from 'kysely'
import { type DatabaseDriver, int8Oid, notificationChannel } from './database-driver.ts'
import { lockFolder } from './lock-folder.ts'

/**
 * PostgreSQL in this process, in a folder or (with `null`) in memory.
 *
 * @throws TelevidError `invalid-state` when another process has the folder open
 */
export async function openPgliteDriver(folder: string | null): Promise<DatabaseDriver> {
  const unlock = folder === null ? null : await prepare(folder)
  try {
    const database = await PGlite.create({
      ...(folder === null ? {} : { dataDir: join(folder, 'database') }),
      parsers: { [int8Oid]: Number },
    })
    return {
      pool: { connect: singleConnection(database), end: () => database.close() },
      listen: async (onNotification) => {
        await database.listen(notificationChannel, onNotification)
      },
      close: async () => unlock?.(),
    }
  } catch (error) {
    await unlock?.()
    throw error
  }
}

async function prepare(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return lockFolder(folder)
}

/** PGlite has one session: whoever connects next waits until it is released, so that transactions do not mix. */
function singleConnection(database: PGlite): () => Promise<PostgresPoolClient> {
  let last: Promise<void> = Promise.resolve()
  return async () => {
    const before = last
    let release = (): void => {}
    last = new Promise((resolve) => {
      release = resolve
    })
    await before
    const query = async (text: unknown, parameters?: readonly unknown[]): Promise<unknown> => {
      const result = await database.query(text as string, [...(parameters ?? [])])
      // kysely reads the count for writes only, so the true command is not needed.
      return { command: 'UPDATE', rowCount: result.affectedRows ?? 0, rows: result.rows }
    }
    return { query: query as PostgresPoolClient['query'], release: () => release() }
  }
}
