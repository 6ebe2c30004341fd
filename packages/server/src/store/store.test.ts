import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { newPgliteFolder } from '../../../../tests/services/pglite/index.ts'
import { findPostgres, type PostgresServer, startPostgres } from '../../../../tests/services/postgres/index.ts'
import { lockFolder } from './lock-folder.ts'
import { openStore, type StoreLocation } from './open-store.ts'
import type { Store } from './store.ts'

const hostName = hostname()
const postgres = await findPostgres()
const cleanups: (() => Promise<unknown>)[] = []
let server: PostgresServer | null = null
beforeAll(async () => {
  if (postgres.found) server = await startPostgres(postgres)
  else process.stderr.write(`PostgreSQL tests skipped: ${postgres.reason}\n`)
})
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})
afterAll(() => server?.stop())

async function open(location: StoreLocation): Promise<Store> {
  const store = await openStore(location)
  cleanups.push(() => store.close())
  return store
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'televid-store-'))
  cleanups.push(() => rm(path, { recursive: true, force: true }))
  return path
}

const drivers: { name: string; location: () => Promise<StoreLocation> }[] = [
  { name: 'PGlite in memory', location: async () => 'memory' },
  { name: 'PGlite in a folder', location: async () => ({ folder: await folder() }) },
]
if (postgres.found)
  drivers.push({
    name: 'PostgreSQL',
    location: async () => ({ url: await (server as PostgresServer).createDatabase() }),
  })

describe.each(drivers)('store on $name', ({ location }) => {
  const errors: unknown[] = []
  let store: Store
  let close: () => Promise<void>
  beforeAll(async () => {
    store = await openStore(await location(), (error) => errors.push(error))
    const removals = cleanups.splice(0)
    close = async () => {
      await store.close()
      for (const removal of removals) await removal()
    }
  })
  beforeEach(() => store.db.deleteFrom('setting').execute())
  afterAll(() => close())

  it('returns the same types on every engine', async () => {
    const { rows } = await sql<
      Record<string, unknown>
    >`select 5::bigint as "big", now() as "at", '{"a":1}'::jsonb as "json", true as "yes"`.execute(store.db)
    expect(rows[0]).toEqual({ big: 5, at: expect.any(Date), json: { a: 1 }, yes: true })
  })

  it('counts the rows that a write touched', async () => {
    await store.db
      .insertInto('setting')
      .values([
        { name: 'a', value: '1' },
        { name: 'b', value: '1' },
      ])
      .execute()
    const result = await store.db.updateTable('setting').set({ value: '2' }).executeTakeFirst()
    expect(result.numUpdatedRows).toBe(2n)
  })

  it('rolls back a transaction that throws', async () => {
    await expect(
      store.transaction(async (transaction) => {
        await transaction.insertInto('setting').values({ name: 'a', value: '1' }).execute()
        throw new Error('stop')
      }),
    ).rejects.toThrow('stop')
    expect(await store.db.selectFrom('setting').selectAll().execute()).toEqual([])
  })

  it('refuses store.db inside a transaction, where PGlite would wait for ever', async () => {
    await expect(store.transaction(() => store.db.selectFrom('setting').selectAll().execute())).rejects.toThrow(
      'use the transaction',
    )
    expect(await store.db.selectFrom('setting').selectAll().execute()).toEqual([])
  })

  it('keeps transactions apart that run at one time', async () => {
    await store.db.insertInto('setting').values({ name: 'n', value: '0' }).execute()
    await Promise.all(
      Array.from({ length: 20 }, () =>
        store.transaction(async (transaction) => {
          const row = await transaction
            .selectFrom('setting')
            .select('value')
            .where('name', '=', 'n')
            .forUpdate()
            .executeTakeFirstOrThrow()
          await transaction
            .updateTable('setting')
            .set({ value: String(Number(row.value) + 1) })
            .execute()
        }),
      ),
    )
    expect((await store.db.selectFrom('setting').select('value').executeTakeFirstOrThrow()).value).toBe('20')
  })

  it('notifies on commit, not on rollback, and only the topic', async () => {
    const heard: (string | null)[] = []
    const other = vi.fn()
    const unlisten = store.listen('a', (payload) => heard.push(payload))
    cleanups.push(async () => unlistenOther())
    const unlistenOther = store.listen('b', other)
    await store
      .transaction((transaction) =>
        store.notify('a', 'rolled back', transaction).then(() => Promise.reject(new Error('x'))),
      )
      .catch(() => {})
    await store.transaction((transaction) => store.notify('a', 'one\ntwo "ü"', transaction))
    await vi.waitFor(() => expect(heard).toEqual(['one\ntwo "ü"']))
    unlisten()
    await store.notify('a', 'unheard')
    await store.notify('b')
    await vi.waitFor(() => expect(other).toHaveBeenCalledWith(''))
    expect(heard).toHaveLength(1)
  })

  it('survives a listener that throws, and lets a listener query', async () => {
    let rows: unknown[] | null = null
    const unlisten = store.listen('a', () => {
      throw new Error('broken listener')
    })
    const unlistenSecond = store.listen('a', () => {
      void store.db
        .selectFrom('setting')
        .selectAll()
        .execute()
        .then((found) => {
          rows = found
        })
    })
    await store.transaction(async (transaction) => {
      await transaction.insertInto('setting').values({ name: 'a', value: '1' }).execute()
      await store.notify('a', '', transaction)
    })
    await vi.waitFor(() => expect(rows).toEqual([{ name: 'a', value: '1' }]))
    expect(errors).toHaveLength(1)
    unlisten()
    unlistenSecond()
  })

  it('applies each migration of a set once', async () => {
    const up = vi.fn(async () => {})
    await store.migrate('twice', { '0001-first': { up } })
    await store.migrate('twice', { '0001-first': { up }, '0002-second': { up } })
    expect(up).toHaveBeenCalledTimes(2)
  })

  it('says so when a migration fails and leaves nothing of it', async () => {
    const broken = {
      up: async (db: Store['db']) => {
        await sql`create table half (id text)`.execute(db)
        throw new Error('no')
      },
    }
    await expect(store.migrate('broken', { '0001-broken': broken })).rejects.toMatchObject({ code: 'server' })
    await expect(sql`select * from half`.execute(store.db)).rejects.toThrow()
  })
})

/** A folder that needs no `initdb` any more. */
async function prepared(): Promise<string> {
  const { folder, remove } = await newPgliteFolder()
  cleanups.push(remove)
  return folder
}

describe('PGlite folder', () => {
  it('keeps its content and can be opened again', async () => {
    const path = await prepared()
    const first = await openStore({ folder: path })
    await first.db.insertInto('setting').values({ name: 'a', value: '1' }).execute()
    await first.close()
    const second = await open({ folder: path })
    expect(await second.db.selectFrom('setting').selectAll().execute()).toEqual([{ name: 'a', value: '1' }])
  })

  it('is refused while it is open', async () => {
    const path = await prepared()
    await open({ folder: path })
    await expect(openStore({ folder: path })).rejects.toMatchObject({
      code: 'invalid-state',
      message: expect.stringContaining('DATABASE_URL'),
    })
  })

  it.each([
    ['a server that was stopped', () => JSON.stringify({ pid: 0 })],
    ['a dead process', () => JSON.stringify({ pid: 2 ** 22 + 1, host: hostName, started: '1' })],
    ['an earlier process with our pid', () => JSON.stringify({ pid: process.pid, host: hostName, started: '1' })],
    [
      'a living process that is another one than the owner',
      () => JSON.stringify({ pid: process.ppid, host: hostName, started: '1' }),
    ],
    ['nobody readable', () => 'garbage'],
  ])('takes over the lock of %s', async (_name, content) => {
    const path = await folder()
    await writeFile(join(path, 'lock-7'), content())
    cleanups.push(await lockFolder(path))
    expect(JSON.parse(await readFile(join(path, 'lock-8'), 'utf8')).pid).toBe(process.pid)
  })

  it('is refused to all but one of many that find a stale lock', async () => {
    const path = await folder()
    await writeFile(join(path, 'lock-7'), JSON.stringify({ pid: 2 ** 22 + 1, host: hostName, started: '1' }))
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(path)))
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    expect((await readdir(path)).filter((name) => name.includes('lock'))).toEqual(['lock-8'])
  })

  it('is refused while a process on another machine may have it', async () => {
    const path = await folder()
    await writeFile(join(path, 'lock-7'), JSON.stringify({ pid: 1, host: 'elsewhere', started: '1' }))
    await expect(openStore({ folder: path })).rejects.toMatchObject({ message: expect.stringContaining('elsewhere') })
  })
})

describe.runIf(postgres.found)('PostgreSQL', () => {
  it('carries notifications between two stores, also after the server cut the connections', async () => {
    const url = await (server as PostgresServer).createDatabase()
    const [one, two] = await Promise.all([open({ url }), open({ url })])
    const heard: (string | null)[] = []
    two.listen('a', (payload) => heard.push(payload))
    await one.notify('a', '1')
    await vi.waitFor(() => expect(heard).toEqual(['1']))
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%'`.execute(one.db)
    await vi.waitFor(() => expect(heard).toContain(null), 5_000)
    await one.notify('a', '2')
    await vi.waitFor(() => expect(heard.at(-1)).toBe('2'))
  })

  it('says what to do when the database cannot be reached', async () => {
    await expect(openStore({ url: 'postgres://127.0.0.1:1/none' })).rejects.toMatchObject({
      code: 'server',
      message: expect.stringContaining('DATABASE_URL'),
    })
  })
})
