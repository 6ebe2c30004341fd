import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { link, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { TelevidError } from '@televid/core/protocol'

interface Owner {
  readonly pid: number
  readonly host: string
  /** Start of the process in clock ticks since boot, where the system tells: a pid alone may have been given away again. */
  readonly started: string
  /** Random per process: after a crash in a container the new process often has the pid of the dead one. */
  readonly nonce: string
}

const self: Owner = { pid: process.pid, host: hostname(), started: startOf(process.pid), nonce: randomUUID() }
const released = JSON.stringify({ pid: 0 })

/**
 * Makes sure that one process has the folder open. The lock of a process that no longer runs is taken over.
 *
 * The lock is the file `lock-<n>` with the highest n; whoever takes over makes `lock-<n+1>`, which succeeds for one. The
 * highest is never removed, so nobody can remove the fresh lock of somebody else.
 *
 * @returns the unlock
 * @throws TelevidError `invalid-state`
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const highest = (await numbers(folder))[0] ?? 0
    if (highest > 0) {
      const text = await readFile(fileOf(folder, highest), 'utf8').catch(() => null)
      if (text === null) continue
      const owner = parseOwner(text)
      if (owner !== null && isAlive(owner)) throw refused(folder, owner, highest)
    }
    const mine = highest + 1
    if (!(await put(folder, mine, JSON.stringify(self)))) continue
    const all = await numbers(folder)
    if (all[0] !== mine) {
      // Somebody went past while this process slept between its two looks.
      await rm(fileOf(folder, mine), { force: true })
      continue
    }
    for (const number of all.slice(1)) await rm(fileOf(folder, number), { force: true })
    return async () => {
      const aside = join(folder, `.lock-${randomUUID()}`)
      await writeFile(aside, released)
      await rename(aside, fileOf(folder, mine))
    }
  }
  throw new TelevidError(
    'invalid-state',
    `The lock of the data folder "${folder}" keeps changing. Start one server at a time.`,
  )
}

function fileOf(folder: string, number: number): string {
  return join(folder, `lock-${number}`)
}

/** Highest first. */
async function numbers(folder: string): Promise<number[]> {
  const found = (await readdir(folder))
    .map((name) => /^lock-(\d+)$/.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
  return found.map(Number).sort((a, b) => b - a)
}

/** Creates the lock with its content in one step (a hard link does not replace); `false` when it exists. */
async function put(folder: string, number: number, content: string): Promise<boolean> {
  const aside = join(folder, `.lock-${randomUUID()}`)
  await writeFile(aside, content, { mode: 0o600 })
  try {
    await link(aside, fileOf(folder, number))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(aside, { force: true })
  }
}

/** `null` for a released lock and for one that cannot be read. */
function parseOwner(text: string): Owner | null {
  try {
    const value = JSON.parse(text) as Partial<Owner>
    if (!Number.isInteger(value.pid) || Number(value.pid) <= 0) return null
    return {
      pid: Number(value.pid),
      host: String(value.host),
      started: String(value.started),
      nonce: String(value.nonce),
    }
  } catch {
    return null
  }
}

function isAlive(owner: Owner): boolean {
  if (owner.host !== self.host) return true
  if (owner.pid === self.pid) return owner.nonce === self.nonce
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  const started = startOf(owner.pid)
  return started === '' || owner.started === '' || started === owner.started
}

/** Field 22 of /proc/<pid>/stat (proc_pid_stat(5)); empty where there is no such file. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

function refused(folder: string, owner: Owner, number: number): TelevidError {
  const elsewhere = owner.host !== self.host
  return new TelevidError(
    'invalid-state',
    `The data folder "${folder}" is open in process ${owner.pid}${elsewhere ? ` on host ${owner.host}` : ''}. Stop that server, or set DATABASE_URL to a PostgreSQL that several servers can share.${
      elsewhere ? ` If that machine is gone, delete the file "lock-${number}" in the folder.` : ''
    }`,
  )
}
