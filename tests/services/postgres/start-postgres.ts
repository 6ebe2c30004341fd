import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort } from '../free-port.ts'

const run = promisify(execFile)

export interface PostgresServer {
  /** Makes an empty database; returns its URL. */
  createDatabase(): Promise<string>
  stop(): Promise<void>
}

/** Starts a PostgreSQL of its own in a temporary folder on a free loopback port. */
export async function startPostgres(search: { readonly binaries: string }): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'televid-postgres-'))
  const user = process.getuid?.() === 0 ? await unprivilegedUser() : null
  if (user !== null) await chown(folder, user.uid, user.gid)
  const as = user === null ? {} : user
  const data = join(folder, 'data')
  const options = { ...as, cwd: folder, env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' } }
  await run(
    join(search.binaries, 'initdb'),
    ['-D', data, '-U', 'televid', '-A', 'trust', '--no-sync', '-E', 'UTF8'],
    options,
  )

  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    const child = spawn(
      join(search.binaries, 'postgres'),
      [
        ...['-D', data, '-p', String(port), '-k', folder, '-h', '127.0.0.1'],
        ...['-c', 'fsync=off', '-c', 'max_connections=100'],
      ],
      { ...options, stdio: 'ignore' },
    )
    const url = (database: string): string => `postgres://televid@127.0.0.1:${port}/${database}`
    // Should the test process die, its PostgreSQL goes too.
    const end = (): void => void child.kill('SIGQUIT')
    process.once('exit', end)
    if (await answers(child, url('postgres'))) {
      return {
        createDatabase: async () => {
          const name = `t${randomUUID().replaceAll('-', '')}`
          await query(url('postgres'), `create database ${name}`)
          return url(name)
        },
        stop: async () => {
          process.off('exit', end)
          await exited(child, 'SIGINT')
          await rm(folder, { recursive: true, force: true })
        },
      }
    }
    process.off('exit', end)
    await exited(child, 'SIGQUIT')
    if (attempt === 3) throw new Error('PostgreSQL did not start: run its postgres program by hand to see why.')
  }
}

async function answers(child: ChildProcess, url: string): Promise<boolean> {
  const deadline = Date.now() + 20_000
  while (Date.now() < deadline && child.exitCode === null) {
    try {
      await query(url, 'select 1')
      return true
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  return false
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query(text)
  } finally {
    await client.end().catch(() => {})
  }
}

async function exited(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await gone
}

/** PostgreSQL refuses to run as root; Debian's package makes this user. */
async function unprivilegedUser(): Promise<{ uid: number; gid: number }> {
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, name])))
      return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) }
    } catch {}
  }
  throw new Error('PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as.')
}
